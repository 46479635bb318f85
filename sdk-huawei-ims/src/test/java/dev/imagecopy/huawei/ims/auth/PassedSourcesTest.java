package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of sources that are set and cannot be used, while a later one has a key. */
class PassedSourcesTest {
    private static final String KOO = ".hcloud/config.json";
    private static final String FILE = ".huaweicloud/credentials";

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time).otherwise(PassedSourcesTest::answer);

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HUAWEICLOUD_SDK_AK=canary                            | environment variables (HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not)
            HUAWEICLOUD_SDK_SK=canary                            | environment variables (HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not)
            HUAWEICLOUD_SDK_SECURITY_TOKEN=canary                | environment variables (HUAWEICLOUD_SDK_SECURITY_TOKEN is set, but HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not)
            HUAWEICLOUD_SDK_CREDENTIALS_FILE=/canary/none        | credentials file (the credentials file does not exist)
            HUAWEICLOUD_SDK_CREDENTIALS_FILE=JSON                | credentials file (the credentials file must have sections, but is JSON, which belongs in HW_SHARED_CONFIG_FILE)
            file:[basic];ak = canary                             | credentials file (ak is set, but sk is not)
            file:[basic]                                         | credentials file (ak and sk are not both set)
            file:[global];ak = canary;sk = canary                | credentials file (the credentials file has no section [basic])
            HW_ACCESS_KEY=canary                                 | variables of other tools (HW_ACCESS_KEY is set, but HW_SECRET_KEY is not)
            HW_SHARED_CONFIG_FILE=/canary/none                   | KooCLI (the configuration of KooCLI does not exist)
            HW_SHARED_CONFIG_FILE=SECTIONS                       | KooCLI (the configuration of KooCLI must be JSON, but is a file with sections, which belongs in HUAWEICLOUD_SDK_CREDENTIALS_FILE)
            koo:"accessKeyId":"Y2FuYXJ5+/canary=="               | KooCLI (the configuration of KooCLI is encrypted
            koo:"accessKeyId":"canary"                           | KooCLI (accessKeyId is set, but secretAccessKey is not)
            koo:"mode":"ecsAgency","accessKeyId":"canary","secretAccessKey":"canary" | KooCLI (the profile of KooCLI is of another mode than AKSK, which does not use the access key beside it
            koo:"mode":"token","xAuthToken":"canary"             | KooCLI (the profile of KooCLI has no access key, and its mode is not supported)
            """)
    void source_thatIsSetAndCannotBeUsed_isNamedOnceAndNeverShown(String setting, String passed) throws IOException {
        set(setting);

        for (boolean async : List.of(true, false)) {
            List<String> said = warnings(async, 2);

            assertThat(said).singleElement().asString().contains("HuaweiImsClient passes over " + passed);
            assertThat(said.get(0)).endsWith(" and uses instance metadata").doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            HUAWEICLOUD_SDK_IDP_ID=canary        | HUAWEICLOUD_SDK_IDP_ID
            HUAWEICLOUD_SDK_ID_TOKEN_FILE=canary | HUAWEICLOUD_SDK_ID_TOKEN_FILE
            HW_ASSUME_ROLE_DOMAIN_NAME=canary    | HW_ASSUME_ROLE_DOMAIN_NAME
            """)
    void partOfAnIdentity_withoutTheOthers_isNamed(String setting, String name) throws IOException {
        set(setting);

        assertThat(warnings(false, 2)).anyMatch(line -> line.contains(name)).noneMatch(line -> line.contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING=", "HUAWEICLOUD_SDK_AK=\"\"", "koo:\"mode\":\"AKSK\",\"region\":\"eu-west-101\""})
    void source_thatIsAbsent_isPassedOverSilently(String setting) throws IOException {
        set(setting);

        assertThat(warnings(false, 1)).noneMatch(line -> line.contains("passes over environment"));
        if (!setting.startsWith("koo")) {
            assertThat(warnings(false, 1)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HW_ASSUME_ROLE_AGENCY_NAME=canary                                        | HW_ASSUME_ROLE_AGENCY_NAME | HW_ASSUME_ROLE_AGENCY_NAME is set without HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ASSUME_ROLE_AGENCY_NAME=canary;HW_ASSUME_ROLE_DOMAIN_NAME=d           | HW_ASSUME_ROLE_AGENCY_NAME | HW_ASSUME_ROLE_AGENCY_NAME and HW_ASSUME_ROLE_DOMAIN_NAME are set, but HW_ACCESS_KEY and HW_SECRET_KEY are not
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s;HW_ASSUME_ROLE_AGENCY_NAME=canary        | HW_ASSUME_ROLE_AGENCY_NAME | without HW_ASSUME_ROLE_DOMAIN_NAME
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s;HW_ASSUME_ROLE_AGENCY_NAME=a;HW_ASSUME_ROLE_DOMAIN_ID=d | HW_ASSUME_ROLE_AGENCY_NAME | 403
            HW_PROFILE=canary                                                        | HW_PROFILE | the configuration of KooCLI does not exist
            HW_PROFILE=canary;koo:"accessKeyId":"K","secretAccessKey":"s"            | HW_PROFILE | has no profile with the name in HW_PROFILE
            HW_PROFILE=default;koo:"accessKeyId":"Y2FuYXJ5+/canary=="                | HW_PROFILE | is encrypted
            koo:"accessKeyId":"K","secretAccessKey":"s","agencyName":"canary"        | agencyName | agencyName is set without agencyDomainName
            """)
    void identity_thatIsNamedAndCannotBeUsed_endsTheChain(String settings, String name, String reason)
            throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            CredentialsProvider<HuaweiCredentials> chain = chain();
            assertThatThrownBy(() -> resolved(chain, async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("(" + name + " names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getHost().startsWith("169."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            HUAWEICLOUD_SDK_AK=K;HUAWEICLOUD_SDK_SK=s                          | HW_PROFILE                 | credentials from an earlier source are used
            HUAWEICLOUD_SDK_AK=K;HUAWEICLOUD_SDK_SK=s                          | HW_ASSUME_ROLE_AGENCY_NAME | credentials from an earlier source are used; assume the agency with HuaweiCredentialsProviders.agency
            HW_ACCESS_KEY=K;HW_SECRET_KEY=s                                    | HW_PROFILE                 | credentials from an earlier source are used
            file:[basic],ak = K,sk = s                                         | HW_PROFILE                 | credentials from an earlier source are used
            file:[basic],ak = K,sk = s;HW_ASSUME_ROLE_DOMAIN_NAME=canary       | HW_ASSUME_ROLE_AGENCY_NAME | credentials from an earlier source are used; assume the agency with HuaweiCredentialsProviders.agency
            """)
    void identity_thatALaterSourceWouldTakeOn_isNamedOnce(String settings, String name, String advice)
            throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting.replace(',', ';'));
        }
        set(name + "=canary");

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, 2))
                    .containsExactly("WARN HuaweiImsClient ignores " + name + ", which is set: " + advice);
        }
    }

    @Test
    void agencyOfTheTools_isTakenOnWithoutAWarning_althoughHalfAKeyOfTheSdkIsSet() throws IOException {
        set("HUAWEICLOUD_SDK_AK=canary");
        set("koo:\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\"");
        set("HW_PROFILE=default");

        assertThat(warnings(false, 1)).noneMatch(line -> line.contains("ignores"));
    }

    @Test
    void entriesOfKooCli_thatNameAnotherPlace_areNamedOnce() throws IOException {
        set("koo:\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\",\"region\":\"canary\",\"domainId\":\"canary\"");

        assertThat(warnings(false, 2))
                .containsExactlyInAnyOrder(
                        "WARN HuaweiImsClient ignores region, which is set: name the region with"
                                + " HuaweiImsClient.Builder.region",
                        "WARN HuaweiImsClient ignores domainId, which is set: a key belongs to one account, and works"
                                + " in that alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"KEY\"", "'KEY'", " \"KEY\" "})
    void variable_inQuotes_isReadWithoutThem(String value) throws IOException {
        set("HUAWEICLOUD_SDK_AK=" + value);
        set("HUAWEICLOUD_SDK_SK=" + value);
        set("HUAWEICLOUD_SDK_PROJECT_ID=" + value);

        assertThat(chain().resolve())
                .isEqualTo(HuaweiCredentials.accessKey("KEY", "KEY").inProject("KEY"));
    }

    @ParameterizedTest
    @CsvSource({
        "HW_ACCESS_KEY=canary;HW_SECRET_KEY=canary, HW_ACCESS_KEY HW_SECRET_KEY",
        "HW_ACCESS_KEY=A;HW_SECRET_KEY=s, ''",
        "HW_ACCESS_KEY=A;HW_SECRET_KEY=canary, HW_SECRET_KEY",
        "HW_SECURITY_TOKEN=canary, HW_SECURITY_TOKEN",
        "HW_SHARED_CONFIG_FILE=/canary, HW_SHARED_CONFIG_FILE",
        "HUAWEICLOUD_SDK_CREDENTIALS_FILE=/canary, HUAWEICLOUD_SDK_CREDENTIALS_FILE"
    })
    void keyOfALaterSource_besideAnotherOfTheSdk_isNamedOnce(String settings, String named) throws IOException {
        set("HUAWEICLOUD_SDK_AK=A");
        set("HUAWEICLOUD_SDK_SK=s");
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, 2))
                    .containsExactlyElementsOf(Stream.of(named.split(" "))
                            .filter(name -> !name.isEmpty())
                            .map(name -> "WARN HuaweiImsClient ignores " + name
                                    + ", which is set: credentials from an earlier source are used")
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HUAWEICLOUD_SDK_PROJECT_ID=p, HUAWEICLOUD_SDK_PROJECT_ID",
        "HUAWEICLOUD_SDK_AK=A;HUAWEICLOUD_SDK_SK=s;HW_PROJECT_ID=p, HW_PROJECT_ID",
        "HUAWEICLOUD_SDK_AK=A;HUAWEICLOUD_SDK_SK=s;HUAWEICLOUD_SDK_PROJECT_ID=p;HW_PROJECT_ID=q, HW_PROJECT_ID",
        "HUAWEICLOUD_SDK_AK=A;HUAWEICLOUD_SDK_SK=s;HUAWEICLOUD_SDK_PROJECT_ID=p;HW_PROJECT_ID=p, ''"
    })
    void project_ofAnotherKey_isNamedOnce(String settings, String named) throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, 2))
                    .containsExactlyElementsOf(Stream.of(named)
                            .filter(name -> !name.isEmpty())
                            .map(name ->
                                    "WARN HuaweiImsClient ignores " + name + ", which is set: it belongs to another"
                                            + " key; name the project with HuaweiImsClient.Builder.projectId")
                            .toList());
        }
    }

    private List<String> warnings(boolean async, int times) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<HuaweiCredentials> chain = chain();
                    for (int i = 0; i < times; i++) {
                        resolved(chain, async);
                    }
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private static HuaweiCredentials resolved(CredentialsProvider<HuaweiCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private void set(String setting) throws IOException {
        if (setting.startsWith("koo:")) {
            write(KOO, "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\"," + setting.substring(4) + "}]}");
        } else if (setting.startsWith("file:")) {
            write(FILE, setting.substring(5).replace(';', '\n') + "\n");
        } else {
            String value = setting.substring(setting.indexOf('=') + 1);
            String path =
                    switch (value) {
                        case "JSON" -> write("x.json", "{\"profiles\":[]}").toString();
                        case "SECTIONS" ->
                            write("x.ini", "[basic]\nak = canary\n").toString();
                        default -> value;
                    };
            variables.put(setting.substring(0, setting.indexOf('=')), path);
        }
    }

    private CredentialsProvider<HuaweiCredentials> chain() {
        AtomicReference<CredentialsProvider<HuaweiCredentials>> connected = new AtomicReference<>();
        HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(HuaweiCredentialsProviders.chain(
                                    new CredentialLookup(name -> null, variables::get, home), true)
                            .connect(connection));
                    return connected.get();
                })
                .build();
        return connected.get();
    }

    /** The instance has an agency, and the identity service refuses. */
    private static HttpResponse answer(HttpRequest request) {
        boolean instance = request.uri().getHost().equals("169.254.169.254");
        String body = instance
                ? "{\"credential\":{\"access\":\"TEMPORARY\",\"secret\":\"s\",\"securitytoken\":\"t\","
                        + "\"expires_at\":\"2026-01-01T01:00:00.000000Z\"}}"
                : "{\"error\":{\"code\":403,\"message\":\"no\"}}";
        return new HttpResponse(instance ? 200 : 403, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
