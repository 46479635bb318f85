package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
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
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile that uses the role of the machine, on a machine that is perhaps none of the cloud. */
class MachineOfAProfileTest {
    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

    private final Map<String, String> variables = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private String failure = "";
    private boolean tokenFails;

    @TempDir
    private Path home;

    @BeforeEach
    void setALaterKey() {
        variables.put("ALICLOUD_ACCESS_KEY", "later");
        variables.put("ALICLOUD_SECRET_KEY", "s");
    }

    @ParameterizedTest
    @CsvSource({
        "cli, refused, false",
        "cli, refused, true",
        "cli, lost, false",
        "cli, lost, true",
        "file, refused, false",
        "file, lost, true"
    })
    void profile_thatNamesNoRole_whereNobodyAnswers_isPassedOverWithAWarning(String kind, String failing, boolean async)
            throws IOException {
        profile(kind, "");
        failure = failing;
        tokenFails = true;
        CredentialsProvider<AlibabaCredentials> chain = chain();

        List<String> said = CapturedLog.of(() -> {
            for (int i = 0; i < 2; i++) {
                assertThat(MachineWithARole.resolved(chain, async).accessKeyId())
                        .isEqualTo("later");
            }
        });

        assertThat(said)
                .filteredOn(line -> line.contains("passes over"))
                .singleElement()
                .asString()
                .contains("the instance metadata service cannot be reached");
        assertThat(transport.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli", "file"})
    void profile_thatNamesNoRole_whereNobodyAnswers_isInTheFinalMessage(String kind) throws IOException {
        variables.clear();
        profile(kind, "");
        failure = "refused";
        tokenFails = true;

        assertThatThrownBy(chain()::resolve)
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                        .isFalse())
                .hasMessageContaining("the instance metadata service cannot be reached; ")
                .hasMessageContaining("ALIBABA_CLOUD_CREDENTIALS_URI is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "cli, worker, '', refused",
        "cli, worker, '', lost",
        "cli, worker, '', 503",
        "cli, '', worker, refused",
        "cli, '', '', 503",
        "cli, '', '', 429",
        "file, worker, '', refused",
        "file, worker, '', 503",
        "file, '', worker, lost",
        "file, '', '', 500"
    })
    void profile_ofAMachineThatIsKnown_isNotReplaced(String kind, String role, String variable, String failing)
            throws IOException {
        profile(kind, role);
        variables.put("ALIBABA_CLOUD_ECS_METADATA", variable);
        tokenFails = true;

        failsThenGivesTheMachines(failing);
    }

    @ParameterizedTest
    @CsvSource({"cli, refused", "cli, lost", "file, lost"})
    void profile_ofAMachineThatHasAnswered_isNotReplaced(String kind, String failing) throws IOException {
        profile(kind, "");

        failsThenGivesTheMachines(failing);
    }

    private void failsThenGivesTheMachines(String failing) {
        for (boolean async : List.of(false, true)) {
            failure = failing;
            CredentialsProvider<AlibabaCredentials> chain = chain();

            List<String> said = CapturedLog.of(() -> {
                assertThatThrownBy(() -> MachineWithARole.resolved(chain, async))
                        .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                                .isTrue());
                failure = "";
                assertThat(MachineWithARole.resolved(chain, async).accessKeyId())
                        .isEqualTo("machine");
            });

            assertThat(said).noneMatch(line -> line.contains("passes over"));
        }
    }

    private void profile(String kind, String role) throws IOException {
        Path file = home.resolve(kind.equals("cli") ? ".aliyun/config.json" : ".alibabacloud/credentials.ini");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                kind.equals("cli")
                        ? "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\",\"mode\":\"EcsRamRole\","
                                + "\"ram_role_name\":\"" + role + "\"}]}"
                        : "[default]\nenable = true\ntype = ecs_ram_role\nrole_name = " + role + "\n");
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return Connected.to(
                transport,
                time,
                AlibabaCredentialsProviders.chain(new CredentialLookup(name -> null, variables::get, home)));
    }

    private HttpResponse answer(HttpRequest request) {
        String path = request.uri().getPath();
        boolean token = path.endsWith("/token");
        if (!failure.isEmpty() && (tokenFails || !token)) {
            return failed();
        }
        String key =
                "{\"Code\":\"Success\",\"AccessKeyId\":\"machine\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                        + "\"Expiration\":\"2026-01-01T01:00:00Z\"}";
        return said(200, token ? "session" : path.equals(ROLES) ? "worker" : key);
    }

    private HttpResponse failed() {
        return switch (failure) {
            case "refused" ->
                throw new TransportException(
                        "no connection could be made", SendPhase.NOT_SENT, ErrorContext.none(true), null);
            case "lost" ->
                throw new TransportException(
                        "the connection was reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null);
            default -> said(Integer.parseInt(failure), "{}");
        };
    }

    private static HttpResponse said(int status, String body) {
        HttpHeaders headers =
                HttpHeaders.builder().add("Content-Type", "application/json").build();
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
