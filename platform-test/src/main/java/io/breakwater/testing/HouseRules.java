package io.breakwater.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The house style, as far as a program can see it. Each module includes all of it:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "io.breakwater.core", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTests {
 *     @ArchTest
 *     static final ArchTests rules = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 *
 * <p>What is allowed to break a rule is named in this class, with its reason, and nowhere else.
 */
public final class HouseRules {

    // Programs for a terminal: what they print is their purpose. The servers' JVMs log to their parent that way.
    private static final String[] MAY_PRINT = {
        "io.breakwater.local..", "io.breakwater.simulator..", "io.breakwater.backing..", "io.breakwater.testing.."
    };
    // They run no business and need no reproducible time.
    private static final String[] MAY_ASK_THE_SYSTEM_FOR_THE_TIME = MAY_PRINT;
    // The gateway is reactive; its requests also pass through the drain, which knows both kinds of server.
    private static final String[] MAY_BE_REACTIVE = {"io.breakwater.gateway..", "io.breakwater.platform.drain.."};
    // It writes nothing, but what the logger wrote must be out before the JVM is halted.
    private static final String FLUSHES_BEFORE_IT_HALTS = "io.breakwater.platform.drain.ExitAfterDrain";
    private static final String[] MONEY = {"..payment..", "..refund..", "..ledger..", "..order..", "..product.."};

    private static final List<String> FORBIDDEN_ENDINGS =
            List.of("Service", "Impl", "Manager", "Helper", "Util", "Utils", "Dto", "DTO", "Vo", "VO", "Entity");
    private static final List<String> FORBIDDEN_BEGINNINGS = List.of("Base", "Abstract", "Common");
    private static final Set<String> TIMES = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime");

    @ArchTest
    public static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS = noClasses()
            .should(ClassConditions.be(
                    "named after a layer",
                    type -> FORBIDDEN_ENDINGS.stream().anyMatch(type.getSimpleName()::endsWith)
                            || FORBIDDEN_BEGINNINGS.stream()
                                    .anyMatch(beginning -> type.getSimpleName().matches(beginning + "[A-Z].*"))))
            .as("No type ends in " + String.join(", ", FORBIDDEN_ENDINGS) + " or begins with "
                    + String.join(", ", FORBIDDEN_BEGINNINGS))
            .because("names are nouns of the domain or, for use cases, verbs: rename it after what it does")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule DEPENDENCIES_COME_BY_CONSTRUCTOR = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .as("No field is injected")
            .because("an object is whole when it is made: take it as a parameter of the one constructor, values in a"
                    + " settings record")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NOTHING_HAPPENS_AFTER_CONSTRUCTION = noMethods()
            .should()
            .beAnnotatedWith("jakarta.annotation.PostConstruct")
            .because(
                    "the order of such methods is nobody's: do it in the constructor, or be a SmartLifecycle with a phase")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NO_FIELD_IS_OPTIONAL = noFields()
            .should()
            .haveRawType(Optional.class)
            .because("Optional is for answers: make the field @Nullable and let the accessor return Optional")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule LIBRARIES_THAT_HIDE_THE_WORK_ARE_ABSENT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "lombok..",
                    "org.mapstruct..",
                    "org.mockito..",
                    "jakarta.persistence..",
                    "org.hibernate..",
                    "org.h2..")
            .because("use records, SQL by JdbcClient, and the real servers of platform-test")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethodWhere(calls("java.lang.Thread", "sleep"))
            .because("a sleep can't be woken by the drain nor by a test: wait on a condition with a bound, or schedule")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule LOGS_GO_THROUGH_SLF4J = noClasses()
            .that()
            .resideOutsideOfPackages(MAY_PRINT)
            .and()
            .doNotHaveFullyQualifiedName(FLUSHES_BEFORE_IT_HALTS)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .orShould()
            .callMethodWhere(calls("java.lang.Throwable", "printStackTrace"))
            .as("Logs go through SLF4J")
            .because("only then are they structured and carry the request's id: use an SLF4J logger")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule REACTIVE_CODE_STAYS_IN_THE_GATEWAY = noClasses()
            .that()
            .resideOutsideOfPackages(MAY_BE_REACTIVE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.reactivestreams..", "org.springframework.web.reactive..")
            .because("everything else is plain blocking code on virtual threads: call and wait")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule USE_CASES_HOLD_THE_TRANSACTION = noClasses()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .or()
            .haveSimpleNameEndingWith("Listener")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.transaction..")
            .as("No controller or listener begins a transaction")
            .because(
                    "the use case holds it (and for a listener the platform): move the work into a class named after the act")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule THE_EDGES_ARE_PACKAGE_PRIVATE = noClasses()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .or()
            .haveSimpleNameEndingWith("Listener")
            .should(ClassConditions.be(
                    "public controllers or listeners",
                    type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isInterface()))
            .as("No controller or listener is public")
            .because("only the framework calls it: leave `public` away")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.breakwater.*.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one: merge them, or move what both use to the one below")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule MODULES_MEET_IN_THE_PLATFORM_ONLY = classes()
            .that(resideInAnyPackage("io.breakwater.."))
            .should(ClassConditions.dependOnNoOtherModule())
            .because("services meet over HTTP and Kafka, and the platform knows none of them: copy the record with the"
                    + " fields that you use")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule MONEY_HAS_NO_FLOATING_POINT = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(MONEY)
            .should()
            .haveRawType(float.class)
            .orShould()
            .haveRawType(double.class)
            .orShould()
            .haveRawType(Float.class)
            .orShould()
            .haveRawType(Double.class)
            .as("No field near money is a floating-point number")
            .because(
                    "cents get lost in it: use integer minor units with their currency, or a Duration, or a percentage")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule TIME_AND_IDS_ARE_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackages(MAY_ASK_THE_SYSTEM_FOR_THE_TIME)
            .should()
            .callMethodWhere(describe(
                    "asks the system for the time or an id",
                    call -> (TIMES.contains(call.getTargetOwner().getName())
                                    && call.getName().equals("now")
                                    && call.getTarget().getRawParameterTypes().isEmpty())
                            || calls("java.util.UUID", "randomUUID").test(call)
                            || calls("java.lang.System", "currentTimeMillis").test(call)))
            .as("Nobody asks the system for the time or an id")
            .because("a test must be able to choose them: inject Clock and call clock.instant(), inject IdGenerator")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(ClassConditions.beInANullMarkedPackage())
            .because("NullAway checks nothing else: add a package-info.java with @NullMarked and a sentence of purpose")
            .allowEmptyShould(true);

    private HouseRules() {}

    @ArchTest
    public static void filesAreShort(JavaClasses classes) {
        SourceFiles.requireShort(SourceFiles.of(classes));
    }

    @ArchTest
    public static void thePlatformStaysSmall(JavaClasses classes) {
        JavaClasses platform = classes.that(resideInAnyPackage("io.breakwater.platform.."));
        SourceFiles.requireSmall(SourceFiles.linesToRead(SourceFiles.of(platform)));
    }

    /** Tests wait on conditions and use the real servers too. */
    @ArchTest
    public static void testsNeitherSleepNorMock(JavaClasses classes) {
        JavaClasses tests = new ClassFileImporter()
                .importPath(Path.of("target/test-classes"))
                .that(resideOutsideOfPackage("io.breakwater.sample.."));
        NOBODY_SLEEPS.check(tests);
        LIBRARIES_THAT_HIDE_THE_WORK_ARE_ABSENT.check(tests);
    }

    private static DescribedPredicate<JavaMethodCall> calls(String owner, String method) {
        return describe(
                "calls " + owner + "." + method,
                call -> call.getName().equals(method) && isA(call.getTargetOwner(), owner));
    }

    private static boolean isA(JavaClass type, String name) {
        return type.getName().equals(name)
                || type.getAllRawSuperclasses().stream()
                        .anyMatch(parent -> parent.getName().equals(name));
    }
}
