package io.streamgauge.agent.architecture;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Every rule by a name. Package patterns start with "..", so that a rule holds for the real packages and for the planted
 * ones alike.
 */
final class ArchitectureRules {

    private static final Set<String> CLOCKS = Set.of(
            Instant.class.getName() + ".now",
            Clock.class.getName() + ".systemUTC",
            Clock.class.getName() + ".systemDefaultZone",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            System.class.getName() + ".currentTimeMillis");

    private ArchitectureRules() {}

    static Map<String, ArchRule> all(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "packages have no cycles",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
        rules.put("analysis is pure", analysisIsPure());
        rules.put("history, facts and findings know no source, analysis or output", vocabularyKnowsNoStage());
        rules.put("sources know no output", sourcesKnowNoOutput());
        rules.put("outputs know neither sources nor analyses", outputsKnowNoSourceOrAnalysis());
        rules.put("only the root sees the configuration", configurationIsComposedOnly());
        rules.put("nobody imports the root", nobodyImportsTheRoot(root));
        rules.put("inspect knows the checkpoint reader and nothing of the service", inspectKnowsTheReaderOnly());
        rules.put("only the root knows inspect", onlyTheRootKnowsInspect(root));
        rules.put("time comes from the outside", timeComesFromTheOutside());
        rules.put("static fields are final", staticFieldsAreFinal());
        rules.put("no setters", noSetters());
        rules.put("no printing", noPrinting());
        rules.put("packages are null-marked", packagesAreNullMarked());
        rules.put("micrometer stays in output.self", micrometerStaysInside());
        rules.put("RocksDB stays in history", rocksDbStaysInside());
        return rules;
    }

    private static ArchRule analysisIsPure() {
        return classes()
                .that()
                .resideInAPackage("..analysis..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "..analysis..",
                                "..history..",
                                "..fact..",
                                "..finding..",
                                "..metric..",
                                "..observation..",
                                "..cohort..",
                                "..declaration..",
                                "io.streamgauge.checkpoint.report..",
                                "java.lang..",
                                "java.math..",
                                "java.util..",
                                "java.time..",
                                "org.jspecify..")
                        .and(describe(
                                "no store, logger, thread or file",
                                type -> !type.getPackageName().startsWith("java.util.concurrent")
                                        && !type.getPackageName().startsWith("java.util.logging"))));
    }

    private static ArchRule vocabularyKnowsNoStage() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "..history..",
                        "..fact..",
                        "..finding..",
                        "..metric..",
                        "..view..",
                        "..observation..",
                        "..cohort..",
                        "..declaration..",
                        "..recording..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..source..", "..analysis..", "..output..", "..config..");
    }

    private static ArchRule sourcesKnowNoOutput() {
        return noClasses()
                .that()
                .resideInAPackage("..source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..output..", "..analysis..", "..config..", "..view..", "..history..");
    }

    private static ArchRule outputsKnowNoSourceOrAnalysis() {
        return noClasses()
                .that()
                .resideInAnyPackage("..output.web..", "..output.alertmanager..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..source..", "..analysis..", "..config..", "..history..");
    }

    private static ArchRule configurationIsComposedOnly() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "..source..",
                        "..history..",
                        "..analysis..",
                        "..output..",
                        "..fact..",
                        "..finding..",
                        "..view..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..config..");
    }

    private static ArchRule nobodyImportsTheRoot(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root);
    }

    private static ArchRule inspectKnowsTheReaderOnly() {
        return classes()
                .that()
                .resideInAPackage("..inspect..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "..inspect..",
                        "io.streamgauge.checkpoint..",
                        "picocli..",
                        "com.fasterxml.jackson.core..",
                        "java..",
                        "org.jspecify.."));
    }

    private static ArchRule onlyTheRootKnowsInspect(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root, "..inspect..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..inspect..");
    }

    private static ArchRule timeComesFromTheOutside() {
        return classes().that().haveSimpleNameNotEndingWith("Wiring").should(new ArchCondition<>("not read the clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCall<?> call : type.getMethodCallsFromSelf()) {
                    String target = call.getTargetOwner().getName() + "." + call.getName();
                    if (CLOCKS.contains(target)) {
                        events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                }
            }
        });
    }

    private static ArchRule staticFieldsAreFinal() {
        return fields().that().areStatic().should().beFinal();
    }

    private static ArchRule noSetters() {
        return methods().should().haveNameNotMatching("set[A-Z].*");
    }

    private static ArchRule noPrinting() {
        return noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace");
    }

    private static ArchRule packagesAreNullMarked() {
        return classes().should(new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        });
    }

    private static ArchRule micrometerStaysInside() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..output.self..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..");
    }

    private static ArchRule rocksDbStaysInside() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..history..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..");
    }
}
