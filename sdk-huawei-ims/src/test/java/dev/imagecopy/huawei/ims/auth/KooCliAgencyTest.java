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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of KooCLI that stand for an agency: it is assumed with the right key, or nobody else's identity is used. */
class KooCliAgencyTest {
    private static final String AGENCY = "\"agencyName\":\"copier\",\"agencyDomainName\":\"other\"";
    private static final String SOURCE = "{\"name\":\"base\",\"mode\":\"AKSK\",\"accessKeyId\":\"SOURCE\","
            + "\"secretAccessKey\":\"s\",\"projectId\":\"of-the-source\"}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(KooCliAgencyTest::answer);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mode\":\"AssumeRole\",",
                "\"mode\":\"assumerole\",",
                "\"mode\":\"agency\",",
                "\"mode\":\"\",",
                ""
            })
    void agency_withASourceProfile_isAssumedWithTheKeyOfThat(String mode) throws IOException {
        profiles(mode + "\"projectId\":\"p\",\"sourceProfile\":\" base \"," + AGENCY, SOURCE);

        for (boolean async : List.of(true, false)) {
            HuaweiCredentials found = resolved(chain(), async);

            assertThat(found.accessKey()).contains("TEMPORARY");
            assertThat(found.projectId()).contains("p");
            assertThat(signers()).containsOnly("SOURCE");
        }
        assertThat(new String(transport.requests().get(0).body(), StandardCharsets.UTF_8))
                .contains("\"agency_name\":\"copier\",\"domain_name\":\"other\"");
    }

    @Test
    void agency_withTheIdOfItsAccount_isAssumed() throws IOException {
        profiles(
                "\"mode\":\"AssumeRole\",\"sourceProfile\":\"base\",\"agencyName\":\"copier\",\"agencyDomainId\":\"d\"",
                SOURCE);

        assertThat(resolved(chain(), false).accessKey()).contains("TEMPORARY");
    }

    @Test
    void agency_ofALogin_isAssumedWithTheLoginsKey() throws IOException {
        profiles(
                "\"mode\":\"AssumeRole\",\"sourceProfile\":\"base\"," + AGENCY,
                "{\"name\":\"base\",\"mode\":\"SSO\",\"ssoAuth\":{\"stsToken\":{\"accessKeyId\":\"LOGIN\","
                        + "\"secretAccessKey\":\"s\",\"securityToken\":\"t\",\"expiresAt\":\"2026-01-02T00:00:00Z\"}}}");

        assertThat(resolved(chain(), false).accessKey()).contains("TEMPORARY");
        assertThat(signers()).containsOnly("LOGIN");
    }

    @ParameterizedTest
    @CsvSource({
        "accessKeyId, accessKeyId",
        "accessKeyId secretAccessKey, accessKeyId",
        "secretAccessKey, secretAccessKey",
        "securityToken, securityToken"
    })
    void keyOfTheProfile_besideASourceProfile_isNamedAndNotUsed(String entries, String named) throws IOException {
        StringBuilder own = new StringBuilder();
        for (String entry : entries.split(" ", -1)) {
            own.append(",\"").append(entry).append("\":\"canary\"");
        }
        profiles("\"mode\":\"AssumeRole\",\"sourceProfile\":\"base\"," + AGENCY + own, SOURCE);

        assertThat(warnings())
                .containsExactly("WARN HuaweiImsClient ignores " + named
                        + ", which is set: the key of the profile that sourceProfile names is used");
        assertThat(signers()).containsOnly("SOURCE");
    }

    @Test
    void agency_withoutASourceProfile_isAssumedWithTheProfilesOwnKey() throws IOException {
        profiles("\"mode\":\"AssumeRole\",\"accessKeyId\":\"OWN\",\"secretAccessKey\":\"s\"," + AGENCY, SOURCE);

        assertThat(resolved(chain(), false).accessKey()).contains("TEMPORARY");
        assertThat(signers()).containsOnly("OWN");
    }

    @Test
    void sourceProfile_ofAProfileWithAKeyAsItsMode_isNamedAndNotUsed() throws IOException {
        profiles(
                "\"mode\":\"AKSK\",\"accessKeyId\":\"OWN\",\"secretAccessKey\":\"s\",\"sourceProfile\":\"base\"",
                SOURCE);

        assertThat(warnings())
                .containsExactly("WARN HuaweiImsClient ignores sourceProfile, which is set: the profile's mode is not"
                        + " AssumeRole, so its own key is used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"AssumeRole"                                                              | mode          | assumes an agency, but has no agencyName
            "mode":"AssumeRole","accessKeyId":"K","secretAccessKey":"s"                      | mode          | assumes an agency, but has no agencyName
            "mode":"agency","accessKeyId":"K","secretAccessKey":"s"                          | mode          | assumes an agency, but has no agencyName
            "mode":"agency","accessKeyId":"K","secretAccessKey":"s","agencyDomainName":"d"   | mode          | assumes an agency, but has no agencyName
            "mode":"AssumeRole","sourceProfile":"base"                                       | sourceProfile | assumes an agency, but has no agencyName
            "sourceProfile":"base","accessKeyId":"K","secretAccessKey":"s"                   | sourceProfile | assumes an agency, but has no agencyName
            "mode":"AssumeRole",AGENCY                                                       | agencyName    | has neither a sourceProfile nor a key
            "mode":"AssumeRole","secretAccessKey":"canary",AGENCY                            | agencyName    | has neither a sourceProfile nor a key
            "mode":"AssumeRole","accessKeyId":"K",AGENCY                                     | agencyName    | but secretAccessKey is not
            "mode":"AssumeRole","sourceProfile":"base","agencyName":"copier"                 | agencyName    | agencyName is set without agencyDomainName or agencyDomainId
            "mode":"AssumeRole","sourceProfile":"canary",AGENCY                              | agencyName    | the configuration of KooCLI has no profile with the name in sourceProfile
            "mode":"AssumeRole","sourceProfile":"x",AGENCY                                   | agencyName    | sourceProfile names the profile itself
            "mode":"AssumeRole","sourceProfile":"empty",AGENCY                               | agencyName    | the profile that sourceProfile names must have a key of its own, and no agency
            "mode":"AssumeRole","sourceProfile":"machine",AGENCY                             | agencyName    | the profile that sourceProfile names must have a key of its own, and no agency
            "mode":"AssumeRole","sourceProfile":"chained",AGENCY                             | agencyName    | the profile that sourceProfile names must have a key of its own, and no agency
            "mode":"AssumeRole","sourceProfile":"beside",AGENCY                              | agencyName    | the profile that sourceProfile names must have a key of its own, and no agency
            "mode":"AssumeRole","sourceProfile":"half",AGENCY                                | agencyName    | accessKeyId
            "mode":"AssumeRole","sourceProfile":"secret",AGENCY                              | agencyName    | the configuration of KooCLI is encrypted
            "mode":"AssumeRole","sourceProfile":"ended",AGENCY                               | agencyName    | the temporary key in the profile of KooCLI has ended
            "mode":"AssumeRole","sourceProfile":"twin",AGENCY                                | agencyName    | the configuration of KooCLI has several profiles with the name in sourceProfile, which differ
            "mode":"AKSK","sourceProfile":"base",AGENCY                                      | agencyName    | are set, but accessKeyId and secretAccessKey are not
            "mode":"AKSK","sourceProfile":"base"                                             | sourceProfile | accessKeyId and secretAccessKey are not both set
            """)
    void agency_thatCannotBeAssumed_endsTheChain(String entries, String named, String reason) throws IOException {
        profiles(
                entries.replace("AGENCY", AGENCY),
                SOURCE
                        + ",{\"name\":\"empty\",\"mode\":\"AKSK\"}"
                        + ",{\"name\":\"machine\",\"mode\":\"ecsAgency\",\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\"}"
                        + ",{\"name\":\"chained\",\"mode\":\"AssumeRole\",\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\","
                        + AGENCY + "}"
                        + ",{\"name\":\"beside\",\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\"," + AGENCY + "}"
                        + ",{\"name\":\"half\",\"accessKeyId\":\"K\"}"
                        + ",{\"name\":\"secret\",\"accessKeyId\":\"K\",\"secretAccessKey\":\"Y2FuYXJ5+canary==\"}"
                        + ",{\"name\":\"ended\",\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\",\"securityToken\":\"t\","
                        + "\"expiresAt\":\"2025-12-31T00:00:00Z\"}"
                        + ",{\"name\":\"twin\",\"accessKeyId\":\"K\",\"secretAccessKey\":\"s\"}"
                        + ",{\"name\":\"twin\",\"accessKeyId\":\"L\",\"secretAccessKey\":\"s\"}");

        for (boolean async : List.of(true, false)) {
            assertThatThrownBy(() -> resolved(chain(), async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("(" + named + " names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void agency_thatIsRefused_endsTheChain() throws IOException {
        profiles(
                "\"mode\":\"AssumeRole\",\"sourceProfile\":\"base\",\"agencyName\":\"no\",\"agencyDomainName\":\"d\"",
                SOURCE);

        assertThatThrownBy(() -> resolved(chain(), false))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("(agencyName names this identity, so no other is used)");
        assertThat(signers()).containsOnly("SOURCE");
    }

    @ParameterizedTest
    @CsvSource({"K, L, true", "K, K, false"})
    void profiles_ofTheSameName_areRefusedIfTheyDiffer(String one, String other, boolean refused) throws IOException {
        String key = "\"secretAccessKey\":\"s\",\"accessKeyId\":\"";
        profiles(key + one + "\"", "{\"name\":\"x\"," + key + other + "\"}");

        List<String> said = CapturedLog.of(
                () -> assertThat(resolved(chain(), false).accessKey()).contains(refused ? "INSTANCE" : "K"));

        assertThat(said)
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(refused ? 1 : 0)
                .allMatch(line -> line.contains("the configuration of KooCLI has several profiles with the name in"
                        + " HW_PROFILE or current, which differ"));
    }

    private List<String> warnings() {
        return CapturedLog.of(() -> {
                    CredentialsProvider<HuaweiCredentials> chain = chain();
                    resolved(chain, false);
                    resolved(chain, false);
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    /** The keys that signed the requests. */
    private List<String> signers() {
        return transport.requests().stream()
                .map(request -> request.headers().first("Authorization").orElse(""))
                .map(header -> header.replaceAll(".*Access=([^,]*),.*", "$1"))
                .toList();
    }

    private static HuaweiCredentials resolved(CredentialsProvider<HuaweiCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
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
                                    new CredentialLookup(name -> null, Map.<String, String>of()::get, home), true)
                            .connect(connection));
                    return connected.get();
                })
                .build();
        return connected.get();
    }

    /** The instance has an agency, and the identity service knows one agency. */
    private static HttpResponse answer(HttpRequest request) {
        boolean instance = request.uri().getHost().equals("169.254.169.254");
        boolean known = new String(request.body(), StandardCharsets.UTF_8).contains("copier");
        String body = instance || known
                ? "{\"credential\":{\"access\":\"" + (instance ? "INSTANCE" : "TEMPORARY")
                        + "\",\"secret\":\"s\",\"securitytoken\":\"t\",\"expires_at\":\"2026-01-01T01:00:00.000000Z\"}}"
                : "{\"error\":{\"code\":403,\"message\":\"no\"}}";
        return new HttpResponse(
                instance || known ? 200 : 403, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The current profile, and the others. */
    private void profiles(String current, String others) throws IOException {
        Path file = home.resolve(".hcloud").resolve("config.json");
        Files.createDirectories(home.resolve(".hcloud"));
        Files.writeString(file, "{\"current\":\"x\",\"profiles\":[{\"name\":\"x\"," + current + "}," + others + "]}");
    }
}
