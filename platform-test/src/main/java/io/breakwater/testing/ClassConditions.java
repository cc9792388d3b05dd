package io.breakwater.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@link HouseRules} asks of a class beyond ArchUnit's own vocabulary. */
final class ClassConditions {

    private static final Pattern MODULE = Pattern.compile("io\\.breakwater\\.(\\w+)\\b.*");
    private static final String PLATFORM = "platform";
    // The launcher starts the servers and reads the simulator's journal; the tests' daemon starts the servers.
    private static final Map<String, Set<String>> ALLOWED =
            Map.of("local", Set.of("backing", "simulator"), "testing", Set.of("backing"));

    private ClassConditions() {}

    static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
        return new ArchCondition<>("be " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean satisfied = predicate.test(type);
                events.add(new SimpleConditionEvent(
                        type, satisfied, type.getName() + (satisfied ? " is " : " is not ") + description));
            }
        };
    }

    static ArchCondition<JavaClass> dependOnNoOtherModule() {
        return new ArchCondition<>("depend on no other module's classes") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String own = module(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String other = module(dependency.getTargetClass());
                    boolean allowed = other.isEmpty()
                            || other.equals(own)
                            || other.equals(PLATFORM)
                            || ALLOWED.getOrDefault(own, Set.of()).contains(other);
                    if (!allowed) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    events.add(SimpleConditionEvent.violated(
                            type, "The package of " + type.getName() + " is not @NullMarked"));
                }
            }
        };
    }

    private static String module(JavaClass type) {
        Matcher matcher = MODULE.matcher(type.getPackageName());
        return matcher.matches() ? matcher.group(1) : "";
    }
}
