package dev.imagecopy.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** Each library is named in one place; state is never static. */
class LibraryUseTest {
    private final JavaClasses published = Sources.published();

    @Test
    void okHttp_isNamedOnlyByItsPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.imagecopy.core.okhttp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..")
                .check(published);
    }

    @Test
    void jackson_isParsedAndWrittenOnlyByTheJsonPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.imagecopy.core.json")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.core..")
                .check(published);
    }

    /** One costs 500 classes at the first copy. */
    @Test
    void jacksonsMapper_isUsedNowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .andShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Mapper")
                .check(published);
    }

    @Test
    void jacksonsTree_isNotUsedByWhatUsersSee() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.imagecopy.core",
                        "dev.imagecopy.core.auth..",
                        "dev.imagecopy.core.client..",
                        "dev.imagecopy.core.error..",
                        "dev.imagecopy.core.event..",
                        "dev.imagecopy.core.http..",
                        "dev.imagecopy.core.okhttp..",
                        "dev.imagecopy.core.operation..",
                        "dev.imagecopy.core.retry..",
                        "dev.imagecopy.core.time..",
                        "dev.imagecopy.*.model..",
                        "dev.imagecopy.*.*.model..")
                .and()
                .arePublic()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
                .check(published);
    }

    @Test
    void providers_useNeitherTheEngineNorEachOther() {
        for (String provider : ProviderRolesTest.PACKAGES.keySet()) {
            noClasses()
                    .that()
                    .resideInAPackage(provider + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("dev.imagecopy.core.internal..")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ProviderRolesTest.PACKAGES.keySet().stream()
                            .filter(other -> !other.equals(provider))
                            .map(other -> other + "..")
                            .toArray(String[]::new))
                    .check(published);
        }
    }

    /** What they lack, every application lacks. */
    @Test
    void bulkAndFleet_useWhatApplicationsSeeOfCore() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.imagecopy.bulk..", "dev.imagecopy.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.imagecopy.core.internal..", "dev.imagecopy.core.spi..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(ProviderRolesTest.PACKAGES.keySet().stream()
                        .map(provider -> provider + "..")
                        .toArray(String[]::new))
                .check(published);
    }

    @Test
    void staticFields_areFinal() {
        fields().that().areStatic().should().beFinal().check(published);
    }
}
