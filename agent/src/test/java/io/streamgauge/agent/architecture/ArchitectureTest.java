package io.streamgauge.agent.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the agent to ARCHITECTURE.md, and each rule to its word: a rule that nothing planted can break proves nothing. */
class ArchitectureTest {

    private static final String AGENT = "io.streamgauge.agent";
    private static final String PLANTED = "io.streamgauge.agent.architecture.planted";

    private static final JavaClasses REAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(AGENT);

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(PLANTED);

    @TestFactory
    Stream<DynamicTest> theAgentKeepsEveryRule() {
        return ArchitectureRules.all(AGENT).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(REAL)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFailsOnItsPlantedViolation() {
        return ArchitectureRules.all(PLANTED).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> assertThat(breaks(rule.getValue()))
                        .as("the planted classes break this rule")
                        .isTrue()));
    }

    @Test
    void theRulesSeeTheWholeAgent() {
        assertThat(REAL.size()).isGreaterThan(50);
    }

    private static boolean breaks(ArchRule rule) {
        return rule.evaluate(BROKEN).hasViolation();
    }
}
