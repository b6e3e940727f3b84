package io.streamgauge.checkpoint.storage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The SDK stays where it is loaded from only if it is wanted. */
class StorageArchitectureTest {
    private static final String ROOT = "io.streamgauge.checkpoint";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void onlyTheS3StorageKnowsTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".storage.s3")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(CLASSES);
    }

    @Test
    void onlyTheChoiceOfAStorageKnowsTheS3Storage() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".storage.s3", ROOT + ".storage.scheme")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".storage.s3")
                .check(CLASSES);
    }
}
