package io.streamgauge.reporter;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.events.Event;
import org.apache.flink.events.reporter.EventReporter;
import org.apache.flink.events.reporter.EventReporterFactory;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** What may run in Flink's JVMs. Each rule was seen failing on a planted violation. */
@AnalyzeClasses(
        packages = {"io.streamgauge.reporter", "io.streamgauge.wire"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> FLINK_METRICS_CORE =
            resideInAnyPackage("org.apache.flink.metrics..", "org.apache.flink.traces..", "org.apache.flink.events..");

    @ArchTest
    static void seesTheWholeModule(JavaClasses all) {
        assertThat(all).hasSizeGreaterThan(50);
    }

    @ArchTest
    static final ArchRule theReporterNeedsNothingButTheJdkAndFlinksMetrics = classes()
            .that()
            .resideInAPackage("io.streamgauge.reporter..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "com.sun.management",
                            "org.slf4j",
                            "org.jspecify..",
                            "io.streamgauge.reporter..",
                            "io.streamgauge.wire..",
                            // Packed into the jar.
                            "one.profiler")
                    .or(FLINK_METRICS_CORE));

    @ArchTest
    static final ArchRule theWireNeedsNothing = classes()
            .that()
            .resideInAPackage("io.streamgauge.wire..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "io.streamgauge.wire.."));

    /** Text for the profiler's library is made in one place. */
    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheProfilersLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("io.streamgauge.reporter.profile")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("one.profiler");

    /** Each package is a slice, the root too. */
    @ArchTest
    static final ArchRule packagesKnowOneAnotherOneWay =
            slices().matching("io.streamgauge.(**)").should().beFreeOfCycles();

    /** So that the rest can be moved and renamed: users' configurations name these classes. */
    @ArchTest
    static final ArchRule onlyTheRootIsKnownToFlink = noClasses()
            .that()
            .resideOutsideOfPackage("io.streamgauge.reporter")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink.metrics.reporter..",
                    "org.apache.flink.traces..",
                    "org.apache.flink.events..",
                    "io.streamgauge.reporter");

    /** Flink 1.20 lacks them: only what Flink 2.x loads for its events may name them. */
    @ArchTest
    static final ArchRule eventsAreNamedOnlyWhereFlinkHasThem = noClasses()
            .that()
            .resideInAPackage("io.streamgauge.reporter..")
            .and()
            .haveSimpleNameNotStartingWith("StreamgaugeEvent")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Event.class, EventReporter.class, EventReporterFactory.class);

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothingIsLoggedPastSlf4j =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging");

    @ArchTest
    static final ArchRule noStateIsStatic = fields().that().areStatic().should().beFinal();

    /** Flink shares one thread among all reporters that are. */
    @ArchTest
    static final ArchRule nothingIsScheduledByFlink = noClasses()
            .that()
            .resideInAPackage("io.streamgauge.reporter..")
            .should()
            .beAssignableTo("org.apache.flink.metrics.reporter.Scheduled");
}
