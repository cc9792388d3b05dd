package io.breakwater.gateway;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.breakwater.testing.HouseRules;

@AnalyzeClasses(packages = "io.breakwater.gateway", importOptions = DoNotIncludeTests.class)
class GatewayRulesTests {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}
