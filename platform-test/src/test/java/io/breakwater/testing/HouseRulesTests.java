package io.breakwater.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.breakwater.sample.Offences;
import io.breakwater.sample.left.Left;
import io.breakwater.sample.order.FloatingPrice;
import io.breakwater.sample.right.Right;
import io.breakwater.sample.unmarked.Unmarked;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows each rule biting on a class that breaks it. */
class HouseRulesTests {

    @Test
    void namesOfLayersAreRefused() {
        assertBites(HouseRules.NAMES_SAY_WHAT_A_TYPE_IS, Offences.OrderService.class);
        assertBites(HouseRules.NAMES_SAY_WHAT_A_TYPE_IS, Offences.AbstractOrder.class);
        assertLetsPass(HouseRules.NAMES_SAY_WHAT_A_TYPE_IS, Offences.Baseline.class);
    }

    @Test
    void hiddenInjectionIsRefused() {
        assertBites(HouseRules.DEPENDENCIES_COME_BY_CONSTRUCTOR, Offences.Injected.class);
        assertBites(HouseRules.NOTHING_HAPPENS_AFTER_CONSTRUCTION, Offences.Initialised.class);
    }

    @Test
    void optionalFieldsAreRefused() {
        assertBites(HouseRules.NO_FIELD_IS_OPTIONAL, Offences.OptionalField.class);
    }

    @Test
    void mocksAreRefused() {
        assertBites(HouseRules.LIBRARIES_THAT_HIDE_THE_WORK_ARE_ABSENT, Offences.Mocking.class);
    }

    @Test
    void sleepIsRefused() {
        assertBites(HouseRules.NOBODY_SLEEPS, Offences.Sleeper.class);
    }

    @Test
    void everyOtherWayToLogIsRefused() {
        assertBites(HouseRules.LOGS_GO_THROUGH_SLF4J, Offences.Printer.class);
        assertBites(HouseRules.LOGS_GO_THROUGH_SLF4J, Offences.StackPrinter.class);
        assertBites(HouseRules.LOGS_GO_THROUGH_SLF4J, Offences.JdkLogger.class);
        assertLetsPass(HouseRules.LOGS_GO_THROUGH_SLF4J, TestDaemon.class);
    }

    @Test
    void reactiveTypesAreRefused() {
        assertBites(HouseRules.REACTIVE_CODE_STAYS_IN_THE_GATEWAY, Offences.Reactive.class);
    }

    @Test
    void transactionsAtTheEdgeAreRefused() throws ClassNotFoundException {
        assertBites(HouseRules.USE_CASES_HOLD_THE_TRANSACTION, offence("TransactionalController"));
    }

    @Test
    void publicControllersAreRefused() throws ClassNotFoundException {
        assertBites(HouseRules.THE_EDGES_ARE_PACKAGE_PRIVATE, Offences.OrderController.class);
        assertLetsPass(HouseRules.THE_EDGES_ARE_PACKAGE_PRIVATE, offence("OrderListener"));
    }

    @Test
    void cyclesAreRefused() {
        assertBites(HouseRules.PACKAGES_HAVE_NO_CYCLES, Left.class, Right.class);
        assertLetsPass(HouseRules.PACKAGES_HAVE_NO_CYCLES, Left.class);
    }

    @Test
    void anotherServicesTypesAreRefused() {
        assertBites(HouseRules.MODULES_MEET_IN_THE_PLATFORM_ONLY, Offences.NeighboursRecord.class);
        assertLetsPass(HouseRules.MODULES_MEET_IN_THE_PLATFORM_ONLY, LeasedServers.class);
    }

    @Test
    void floatingPointNearMoneyIsRefused() {
        assertBites(HouseRules.MONEY_HAS_NO_FLOATING_POINT, FloatingPrice.class);
    }

    @Test
    void timeAndIdsOfTheSystemAreRefused() {
        assertBites(HouseRules.TIME_AND_IDS_ARE_INJECTED, Offences.TimeAsker.class);
        assertBites(HouseRules.TIME_AND_IDS_ARE_INJECTED, Offences.IdAsker.class);
        assertLetsPass(HouseRules.TIME_AND_IDS_ARE_INJECTED, Offences.ClockUser.class);
    }

    @Test
    void unmarkedPackagesAreRefused() {
        assertBites(HouseRules.PACKAGES_ARE_NULL_MARKED, Unmarked.class);
        assertThat(HouseRules.PACKAGES_ARE_NULL_MARKED
                        .evaluate(new ClassFileImporter().importPackages("io.breakwater.sample.order"))
                        .hasViolation())
                .isFalse();
    }

    @Test
    void longFilesAndALargePlatformAreRefused() {
        Path file = Path.of("src/main/java/Long.java");

        assertThatThrownBy(() -> SourceFiles.requireShort(Map.of(file, 401L))).hasMessageContaining("split it");
        assertThatThrownBy(() -> SourceFiles.requireSmall(6_001)).hasMessageContaining("move out");
        assertThat(SourceFiles.of(new ClassFileImporter().importClasses(HouseRules.class)))
                .containsOnlyKeys(Path.of("src/main/java/io/breakwater/testing/HouseRules.java"));
    }

    private static Class<?> offence(String name) throws ClassNotFoundException {
        return Class.forName(Offences.class.getName() + "$" + name);
    }

    private static void assertBites(ArchRule rule, Class<?>... types) {
        assertThat(evaluate(rule, types).hasViolation())
                .as(rule.getDescription())
                .isTrue();
        assertThat(rule.getDescription()).contains("because");
    }

    private static void assertLetsPass(ArchRule rule, Class<?>... types) {
        assertThat(evaluate(rule, types).hasViolation())
                .as(rule.getDescription())
                .isFalse();
    }

    private static EvaluationResult evaluate(ArchRule rule, Class<?>... types) {
        return rule.evaluate(new ClassFileImporter().importClasses(types));
    }
}
