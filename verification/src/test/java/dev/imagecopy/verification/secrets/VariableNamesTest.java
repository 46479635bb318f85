package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Variables that no client reads: one that is about the client's own identity or place is named, one of another product, or with the
 * value that the client uses anyway, is not. No value is shown.
 */
class VariableNamesTest {
    private static final String OTHER = "canary-1";
    private static final int MANY = 60;

    @TempDir
    private Path home;

    static Stream<Arguments> variables() {
        return Stream.of(CanaryCloud.ALIBABA, CanaryCloud.HUAWEI, CanaryCloud.YANDEX)
                .flatMap(cloud -> Stream.of(true, false).flatMap(isNamed -> variables(cloud, isNamed).stream()
                        .map(each -> Arguments.of(cloud, each, isNamed))));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void variable_isNamedOnceIfItIsAboutTheClient(CanaryCloud cloud, String variable, boolean isNamed) {
        String name = variable.replaceFirst("=.*", "");
        String value = variable.contains("=") ? variable.substring(name.length() + 1) : OTHER;

        List<String> said = warnings(cloud, Map.of(name, value));

        assertThat(said)
                .hasSize(isNamed ? 1 : 0)
                .allMatch(line -> line.contains(" ignores " + name + ", which is set: "))
                .noneMatch(line -> line.contains(OTHER));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SERVICE_FABRIC")
    void lists_areLong(CanaryCloud cloud) {
        assertThat(variables(cloud, true)).hasSizeGreaterThan(MANY).doesNotHaveDuplicates();
        assertThat(variables(cloud, false)).hasSizeGreaterThan(MANY).doesNotHaveDuplicates();
    }

    private List<String> warnings(CanaryCloud cloud, Map<String, String> variables) {
        ManualTimeSource time = new ManualTimeSource();
        CredentialLookup machine = new CredentialLookup(unset -> null, new ListedSettings(variables), home);
        return CapturedLog.of(() -> cloud.build(cloud.lookingAt(machine)
                                .transport(new FakeTransport(time))
                                .timeSource(time))
                        .close())
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private static List<String> variables(CanaryCloud cloud, boolean isNamed) {
        String file = cloud.name().toLowerCase(Locale.ROOT) + (isNamed ? "-named" : "-silent") + ".txt";
        try (InputStream list = VariableNamesTest.class.getResourceAsStream("/variables/" + file)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
