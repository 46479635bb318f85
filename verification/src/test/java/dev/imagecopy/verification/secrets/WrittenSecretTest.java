package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.secrets.CanaryCloud.Twin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets as people leave them in variables and files: never filled in, with blanks around them, or in the document of another tool. */
class WrittenSecretTest {
    private static final List<String> PLACEHOLDERS = List.of(
            "[REDACTED]",
            "***",
            "xxxxxxxx",
            "<your-access-key-id>",
            "${ACCESS_KEY}",
            "$(cat /run/key)",
            "{{ .Values.key }}",
            "changeme",
            "LTAI****************");

    private static final String SECRET = "sample-secret-0123456789";
    private static final String TOKEN = "sample-token-0123456789";
    private static final String GOOGLE = "{\"type\": \"service_account\", \"private_key_id\": \"canary\","
            + " \"private_key\": \"-----BEGIN PRIVATE KEY-----canary\", \"client_email\": \"canary\"}";
    private static final String MANIFEST = "apiVersion: v1\nkind: Secret\ndata:\n  key: Y2FuYXJ5\n";

    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path home;

    /** The keys of each cloud, the last entry of which is the one in question. */
    private static Stream<Arguments> entries() {
        return Stream.of(
                entry(
                        CanaryCloud.ALIBABA,
                        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                        SECRET,
                        "ALIBABA_CLOUD_ACCESS_KEY_ID",
                        "LTAI5tKey"),
                entry(
                        CanaryCloud.ALIBABA,
                        "ALIBABA_CLOUD_ACCESS_KEY_ID",
                        "LTAI5tKey",
                        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                        SECRET),
                entry(
                        CanaryCloud.ALIBABA,
                        "ALIBABA_CLOUD_SECURITY_TOKEN",
                        TOKEN,
                        "ALIBABA_CLOUD_ACCESS_KEY_ID",
                        "STS.Key",
                        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                        SECRET),
                entry(CanaryCloud.HUAWEI, "HUAWEICLOUD_SDK_SK", SECRET, "HUAWEICLOUD_SDK_AK", "KEY"),
                entry(CanaryCloud.HUAWEI, "HUAWEICLOUD_SDK_AK", "KEY", "HUAWEICLOUD_SDK_SK", SECRET),
                entry(
                        CanaryCloud.HUAWEI,
                        "HUAWEICLOUD_SDK_SECURITY_TOKEN",
                        TOKEN,
                        "HUAWEICLOUD_SDK_AK",
                        "KEY",
                        "HUAWEICLOUD_SDK_SK",
                        SECRET),
                entry(CanaryCloud.YANDEX, "YC_IAM_TOKEN", "t1.sample.token-0123456789"),
                entry(CanaryCloud.YANDEX, "YC_TOKEN", "t1.sample.token-0123456789"));
    }

    private static Arguments entry(CanaryCloud cloud, String name, String value, String... others) {
        Map<String, String> beside = new LinkedHashMap<>();
        for (int i = 0; i < others.length; i += 2) {
            beside.put(others[i], others[i + 1]);
        }
        return Arguments.of(cloud, name, value, beside);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void placeholder_isNamedAndNothingIsSent(CanaryCloud cloud, String name, String value, Map<String, String> others) {
        for (String placeholder : PLACEHOLDERS) {
            Map<String, String> variables = new LinkedHashMap<>(others);
            variables.put(name, placeholder);
            FakeTransport transport = new FakeTransport(time).otherwise(CanaryCloud::yes);

            String said = said(cloud, variables, transport);

            assertThat(said).as(placeholder).contains("holds a placeholder in place of the value");
            assertThat(said).as(placeholder).contains(name);
            assertThat(transport.requests()).as(placeholder).allMatch(WrittenSecretTest::isOfAMachine);
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void blanksAroundASecret_areIgnored(CanaryCloud cloud, String name, String value, Map<String, String> others) {
        for (String around : List.of("%s\n", "%s\r\n", " %s", "%s \t", "\"%s\"\n", "\u00a0%s\u200b")) {
            Map<String, String> variables = new LinkedHashMap<>(others);
            variables.put(name, String.format(around, value));
            FakeTransport transport = new FakeTransport(time).otherwise(CanaryCloud::yes);

            String said = said(cloud, variables, transport);

            assertThat(said).as(around).doesNotContain("WARN");
            assertThat(transport.requests()).as(around).anyMatch(request -> !isOfAMachine(request));
        }
    }

    private static Stream<Arguments> files() {
        String google = "the key of a service account of Google Cloud";
        String manifest = "a Kubernetes Secret manifest: give the decoded value of its entry alone";
        return Stream.of(
                        Arguments.of(CanaryCloud.ALIBABA, "ALIBABA_CLOUD_CREDENTIALS_FILE"),
                        Arguments.of(CanaryCloud.ALIBABA, "ALIBABA_CLOUD_CONFIG_FILE"),
                        Arguments.of(CanaryCloud.HUAWEI, "HUAWEICLOUD_SDK_CREDENTIALS_FILE"),
                        Arguments.of(CanaryCloud.YANDEX, "YC_SERVICE_ACCOUNT_KEY_FILE"))
                .flatMap(each -> Stream.of(
                        Arguments.of(each.get()[0], each.get()[1], GOOGLE, google),
                        Arguments.of(each.get()[0], each.get()[1], MANIFEST, manifest)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void documentOfAnotherTool_isNamed(CanaryCloud cloud, String variable, String content, String name)
            throws IOException {
        Path file = Files.writeString(home.resolve("file"), content);

        String said =
                said(cloud, Map.of(variable, file.toString()), new FakeTransport(time).otherwise(CanaryCloud::yes));

        assertThat(said).contains(name).doesNotContain("canary", "Y2FuYXJ5");
    }

    private String said(CanaryCloud cloud, Map<String, String> variables, FakeTransport transport) {
        CredentialLookup machine = new CredentialLookup(unused -> null, variables::get, home);
        return Overheard.of(ear -> cloud.copy(cloud.lookingAt(machine).transport(transport), Twin.BLOCKING, time, ear));
    }

    private static boolean isOfAMachine(HttpRequest request) {
        return List.of("100.100.100.200", "169.254.169.254")
                .contains(request.uri().getHost());
    }
}
