package dev.imagecopy.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumedCopy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package of sdk-core uses only those above it in this list. */
class PackageOrderTest {
    private static final String CORE = "dev.imagecopy.core";

    /** Top to bottom; the empty name is the root package. */
    private static final List<String> ORDER = List.of(
            ".time",
            ".http",
            ".operation",
            ".error",
            ".retry",
            ".auth",
            ".event",
            "",
            ".json",
            ".spi",
            ".credentials",
            ".okhttp",
            ".internal",
            ".internal.call",
            ".internal.operation",
            ".client");

    private final JavaClasses core = Sources.published();

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".time",
                ".http",
                ".error",
                ".retry",
                ".auth",
                ".event",
                "",
                ".json",
                ".spi",
                ".credentials",
                ".okhttp",
                ".internal",
                ".internal.call",
                ".internal.operation"
            })
    void packageOfCore_usesNothingBelowIt(String name) {
        noClasses()
                .that()
                .resideInAPackage(CORE + name)
                .should()
                .dependOnClassesThat(resideBelow(name))
                .check(core);
    }

    /** An unknown cancel, the last poll error and why a stored copy was not taken up are SdkExceptions, which carry a ResumeToken: the one arrow that points down. */
    @Test
    void operationPackage_usesNothingBelowIt_butTheErrorsThatItHandsOut() {
        DescribedPredicate<JavaClass> theCause =
                DescribedPredicate.describe("SdkException", target -> target.isEquivalentTo(SdkException.class));
        noClasses()
                .that()
                .resideInAPackage(CORE + ".operation")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.and(resideBelow(".operation"), DescribedPredicate.not(theCause)))
                .check(core);
        noClasses()
                .that()
                .resideInAPackage(CORE + ".operation")
                .and(DescribedPredicate.not(DescribedPredicate.describe(
                        "CancelResult, ResumedCopy and Operation",
                        type -> type.getName().startsWith(CancelResult.class.getName())
                                || type.getName().startsWith(ResumedCopy.class.getName())
                                || type.isEquivalentTo(Operation.class))))
                .should()
                .dependOnClassesThat(theCause)
                .check(core);
    }

    @Test
    void everyPackageOfCore_hasItsPlaceInTheOrder() {
        assertThat(core.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(CORE))
                        .distinct())
                .allMatch(name -> ORDER.contains(name.substring(CORE.length())));
    }

    private static DescribedPredicate<JavaClass> resideBelow(String name) {
        List<String> below = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
        return DescribedPredicate.describe(
                "below " + CORE + name,
                target -> target.getPackageName().startsWith(CORE)
                        && below.contains(target.getPackageName().substring(CORE.length())));
    }
}
