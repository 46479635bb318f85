package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often one call asks services that issue keys while they fail: as often as it has attempts, not that often squared. */
class TokenRequestsTest {
    private static final String MACHINE = "100.100.100.200";
    private static final String ARN = "\"ram_role_arn\":\"acs:ram::1:role/r\",\"sts_endpoint\":\"sts.example\"";
    private static final String KEY = "\"access_key_id\":\"a\",\"access_key_secret\":\"s\"";
    private static final String LOGIN = "\"access_token\":\"login\",\"cloud_sso_access_token_expire\":"
            + (ManualTimeSource.START.getEpochSecond() + 3600)
            + ",\"cloud_sso_sign_in_url\":\"https://portal.example/start\",\"cloud_sso_account_id\":\"1\","
            + "\"cloud_sso_access_config\":\"ac-1\"";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private String failingHost = "";
    private String failure = "";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "CredentialsURI, uri.example, 503, 4, 0",
        "CredentialsURI, uri.example, lost, 4, 0",
        "CloudSSO, portal.example, 503, 4, 0",
        "CloudSSO, portal.example, lost, 4, 0",
        "RamRoleArn, sts.example, 503, 4, 0",
        "ChainableRamRoleArn, sts.example, 503, 4, 0",
        "RamRoleArnWithRoleName, sts.example, 503, 4, 2",
        "RamRoleArnWithRoleName, 100.100.100.200, 503, 5, 5",
        "EcsRamRole, 100.100.100.200, 503, 5, 5",
        "EcsRamRole, 100.100.100.200, lost, 5, 5",
        "OIDC, sts.example, 503, 4, 0"
    })
    void service_thatKeepsFailing_isAskedAsOftenAsTheCallHasAttempts(
            String mode, String host, String failing, int asked, int askedMachine) throws IOException {
        profiles(mode);
        failingHost = host;
        failure = failing;

        try (AlibabaEcsClient client = client()) {
            assertThatThrownBy(() -> client.findImage("cn-hangzhou", "m-1"))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isTrue());
        }

        assertThat(requestsTo(host)).isEqualTo(asked);
        assertThat(requestsTo(MACHINE)).isEqualTo(askedMachine);
    }

    private long requestsTo(String host) {
        return transport.requests().stream()
                .filter(request -> request.uri().getHost().equals(host))
                .count();
    }

    private void profiles(String mode) throws IOException {
        String token = Files.writeString(home.resolve("token"), "a.b.c").toString();
        String members =
                switch (mode) {
                    case "CredentialsURI" -> "\"credentials_uri\":\"https://uri.example/key\"";
                    case "CloudSSO" -> LOGIN;
                    case "RamRoleArn" -> ARN + "," + KEY;
                    case "ChainableRamRoleArn" -> ARN + ",\"source_profile\":\"base\"";
                    case "RamRoleArnWithRoleName" -> ARN + ",\"ram_role_name\":\"worker\"";
                    case "OIDC" -> ARN + ",\"oidc_provider_arn\":\"p\",\"oidc_token_file\":\"" + token + "\"";
                    default -> "\"ram_role_name\":\"worker\"";
                };
        Path file = home.resolve(".aliyun/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"mode\":\"" + mode + "\"," + members
                        + "},{\"name\":\"base\",\"mode\":\"AK\"," + KEY + "}]}");
    }

    private AlibabaEcsClient client() {
        return AlibabaEcsClient.builder()
                .region("cn-hangzhou")
                .transport(transport)
                .timeSource(time)
                .credentials(AlibabaCredentialsProviders.chain(new CredentialLookup(name -> null, name -> null, home)))
                .build();
    }

    private HttpResponse answer(HttpRequest request) {
        boolean token = request.uri().getPath().endsWith("/token");
        if (request.uri().getHost().equals(failingHost) && !token) {
            if (failure.equals("lost")) {
                throw new TransportException(
                        "the connection was reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null);
            }
            return said(Integer.parseInt(failure), "{}");
        }
        return said(
                200,
                token
                        ? "session"
                        : "{\"Code\":\"Success\",\"AccessKeyId\":\"machine\",\"AccessKeySecret\":\"s\","
                                + "\"SecurityToken\":\"t\",\"Expiration\":\"2026-01-01T01:00:00Z\"}");
    }

    private static HttpResponse said(int status, String body) {
        HttpHeaders headers =
                HttpHeaders.builder().add("Content-Type", "application/json").build();
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
