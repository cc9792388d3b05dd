package io.breakwater.local;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.breakwater.testing.HouseRules;

@AnalyzeClasses(packages = "io.breakwater.local", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests {

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}
