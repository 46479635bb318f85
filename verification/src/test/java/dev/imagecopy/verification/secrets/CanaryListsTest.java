package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.verification.architecture.Sources;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The canary run misses nothing: the classes that it takes settings and arguments from are all that there are. Whoever adds one
 * is told here to add it to {@link CanaryCloud} or to {@link ArgumentCanaryTest}.
 */
class CanaryListsTest {
    private static final Pattern UNUSED = Pattern.compile("new Unused\\(\\s*\"([^\"]+)\"");

    /** Public classes beside the credentials that no user passes a text to. */
    private static final List<String> NO_MAKERS = List.of("dev.imagecopy.yandex.desktop.auth.SecretForms");

    @Test
    void settings_areDeclaredNowhereElse() {
        assertThat(Sources.published().stream()
                        .filter(type -> type.isAssignableTo(Setting.class) && !type.isInterface())
                        .filter(type -> !type.getEnclosingClass()
                                .map(outer -> outer.isAssignableTo(Setting.class))
                                .orElse(false)) // constants with a body
                        .map(JavaClass::getName))
                .isSubsetOf(declaring());
    }

    @Test
    void unusedSettings_areDeclaredNowhereElse() throws IOException {
        List<String> settings = Stream.of(CanaryCloud.values())
                .flatMap(cloud -> cloud.settings().stream().map(Setting::key))
                .toList();
        List<JavaField> others = Sources.published().stream()
                .flatMap(type -> type.getFields().stream())
                .filter(CanaryListsTest::holdsSeveral)
                .filter(field -> !declaring().contains(field.getOwner().getName()))
                .toList();
        assertThat(others).as("lists of settings that are read").isNotEmpty().allSatisfy(field -> assertThat(
                        CanaryCloud.unusedOf(field.reflect()))
                .extracting(Unused::key)
                .isSubsetOf(settings));

        List<String> known = Stream.of(CanaryCloud.values())
                .flatMap(cloud -> cloud.unused().stream().map(Unused::key))
                .toList();
        for (Path file : Sources.javaFiles()) {
            if (file.toString().contains("/src/main/")) {
                assertThat(UNUSED.matcher(Files.readString(file)).results().map(match -> match.group(1)))
                        .as(file.toString())
                        .isSubsetOf(known);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void makersOfCredentialsAndClients_areAllTried(CanaryCloud cloud) {
        List<Class<?>> makers = Sources.published().stream()
                .filter(type -> type.getPackageName().equals(cloud.root() + ".auth")
                        || (type.getPackageName().equals(cloud.root()) && type.isAssignableTo(ClientBuilder.class)))
                .filter(CanaryListsTest::isPublic)
                .filter(type -> !NO_MAKERS.contains(type.getName()))
                .<Class<?>>map(JavaClass::reflect)
                .filter(type -> Stream.of(type.getMethods())
                        .anyMatch(method -> method.getDeclaringClass() != Object.class && takesText(method)))
                .toList();

        assertThat(ArgumentCanaryTest.MAKERS.get(cloud)).containsAll(makers);
        assertThat(ArgumentCanaryTest.MAKERS.get(cloud).stream().flatMap(type -> Stream.of(type.getConstructors())))
                .noneMatch(CanaryListsTest::takesText);
    }

    private static List<String> declaring() {
        return Stream.of(CanaryCloud.values()).flatMap(CanaryCloud::declaring).toList();
    }

    private static boolean holdsSeveral(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getRawType().isEquivalentTo(Unused.class)
                && field.getAllInvolvedRawTypes().stream().anyMatch(type -> type.isEquivalentTo(Unused.class));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(CanaryListsTest::isPublic).orElse(true);
    }

    private static boolean takesText(Executable method) {
        return Stream.of(method.getParameterTypes()).anyMatch(ArgumentCanaryTest::isText);
    }
}
