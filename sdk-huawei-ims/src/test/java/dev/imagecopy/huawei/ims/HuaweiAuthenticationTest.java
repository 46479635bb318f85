package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of credentials against the simulator, which checks them itself. */
class HuaweiAuthenticationTest {
    private final TimeSource time = TimeSource.system();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);

    @AfterEach
    void close() {
        simulator.close();
        time.close();
    }

    private HuaweiImsClient.Builder builder() {
        return withoutProject().projectId(HuaweiImsSimulator.PROJECT_ID);
    }

    private HuaweiImsClient.Builder withoutProject() {
        return HuaweiImsClient.builder()
                .region(HuaweiImsSimulator.REGION)
                .transport(simulator.transport())
                .timeSource(time);
    }

    private static HuaweiCredentials key() {
        return HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);
    }

    private static long images(HuaweiImsClient client) {
        return client.listImages(HuaweiImageQuery.builder().build()).count();
    }

    private void works(CredentialsSource<HuaweiCredentials> source) {
        try (HuaweiImsClient client = builder().credentials(source).build()) {
            assertThat(images(client)).isEqualTo(1);
            assertThat(images(client)).isEqualTo(1);
        }
    }

    @Test
    void temporaryKey_isSignedWithItsToken() {
        simulator.acceptTemporaryKey(
                "TEMP", "temporary-secret", "temporary-token", time.now().plusSeconds(900));
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentials.temporary("TEMP", "temporary-secret", "temporary-token"))
                .build()) {
            assertThat(images(client)).isEqualTo(1);
        }
    }

    @Test
    void password_logsInOnceAndKeepsTheToken() {
        simulator.addUser("domain", "user", "pass-word");
        works(HuaweiCredentialsProviders.password("domain", "user", "pass-word"));
        assertThat(simulator.arrivals("issueToken")).isEqualTo(1);
    }

    @Test
    void password_whenItIsWrong_isTriedOnceAndNeverShown() {
        simulator.addUser("domain", "user", "pass-word");
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentialsProviders.password("domain", "user", "wrong-word"))
                .build()) {
            assertThatThrownBy(() -> images(client))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("password is wrong")
                    .hasMessageNotContaining("wrong-word");
        }
        assertThat(simulator.arrivals("issueToken")).isEqualTo(1);
        assertThat(simulator.arrivals("listImages")).isZero();
    }

    @Test
    void password_whenTheTokenIsRevoked_logsInAgainAndRepeatsTheCall() {
        simulator.addUser("domain", "user", "pass-word");
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentialsProviders.password("domain", "user", "pass-word"))
                .build()) {
            assertThat(images(client)).isEqualTo(1);
            String token = simulator.requests().stream()
                    .flatMap(request -> request.headers().first("X-Auth-Token").stream())
                    .findFirst()
                    .orElseThrow();
            simulator.revokeToken(token);
            assertThat(images(client)).isEqualTo(1);
        }
        assertThat(simulator.arrivals("issueToken")).isEqualTo(2);
    }

    @Test
    void token_whenRefusedAndFixed_isNotSentAgain() {
        try (HuaweiImsClient client =
                builder().credentials(HuaweiCredentials.token("no-token")).build()) {
            assertThatThrownBy(() -> images(client))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("APIGW.0301");
        }
        assertThat(simulator.arrivals("listImages")).isEqualTo(1);
    }

    @Test
    void agency_isTakenOnWithTheBaseKey() {
        simulator.addAgency("robots", "partner");
        works(HuaweiCredentialsProviders.agency(CredentialsSource.of(key()), "robots", "partner", Duration.ofHours(1)));
        assertThat(simulator.arrivals("assumeAgency")).isEqualTo(1);
    }

    @Test
    void agency_whenTheClockIsOff_isAskedForAgainOnceByTheServicesTime() {
        simulator.addAgency("robots", "partner");
        simulator.skewClock(Duration.ofMinutes(40));
        works(HuaweiCredentialsProviders.agency(CredentialsSource.of(key()), "robots", "partner", Duration.ofHours(1)));
        assertThat(simulator.arrivals("assumeAgency")).isEqualTo(2);
    }

    @Test
    void idToken_isReadFromItsFileAndExchanged(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "header.payload.signature\n");
        simulator.addIdToken("keycloak", "header.payload.signature");
        works(HuaweiCredentialsProviders.idToken("keycloak", file));
        RecordedRequest exchange = simulator.requests().get(0);
        assertThat(exchange.call()).isEqualTo("exchangeIdToken");
        assertThat(exchange.headers().first("X-Idp-Id")).hasValue("keycloak");
    }

    @Test
    void idToken_whenItsFileIsGone_saysSoWithoutNamingIt(@TempDir Path folder) {
        Path file = folder.resolve("gone-token");
        try (HuaweiImsClient client = builder()
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentialsProviders.idToken("keycloak", file))
                .build()) {
            Throwable thrown = catchThrowable(() -> images(client));

            assertThat(thrown)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("the token file does not exist")
                    .hasStackTraceContaining("IdTokenLogin");
            assertThat(Throwables.getStackTrace(thrown)).doesNotContain("gone-token");
        }
    }

    @Test
    void instanceMetadata_ofVersion2_isAskedWithAToken() {
        works(HuaweiCredentialsProviders.instanceMetadata());
        assertThat(simulator.requests().stream().map(RecordedRequest::call))
                .containsExactly("metadataToken", "metadataKey", "listImages", "listImages");
        assertThat(simulator.requests().get(1).headers().first("Host")).hasValue("169.254.169.254");
    }

    @Test
    void instanceMetadata_ofVersion1_isAskedWithoutOne() {
        simulator.instance(true, false);
        works(HuaweiCredentialsProviders.instanceMetadata());
        assertThat(simulator.arrivals("metadataKey")).isEqualTo(1);
    }

    @Test
    void instanceMetadata_whenItsTokenCannotBeSent_endsInATypedError() {
        simulator.failNext(Fault.status(200)
                .body("text/plain", "two\r\nlines")
                .on("metadataToken")
                .times(10));
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentialsProviders.instanceMetadata())
                .build()) {
            assertThatThrownBy(() -> images(client)).isInstanceOf(CredentialsException.class);
        }
    }

    @Test
    void instanceMetadata_withoutAnAgency_saysSo() {
        simulator.instance(false, true);
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentialsProviders.instanceMetadata())
                .build()) {
            assertThatThrownBy(() -> images(client))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("no agency is bound to this instance");
        }
    }

    @Test
    void projectId_whenUnknown_isAskedOnceForTheRegion() {
        try (HuaweiImsClient client = withoutProject().credentials(key()).build()) {
            assertThat(images(client)).isEqualTo(1);
            assertThat(images(client)).isEqualTo(1);
        }
        assertThat(simulator.arrivals("listProjects")).isEqualTo(1);
        assertThat(simulator.requests().get(0).headers().first("Host")).hasValue("iam.eu-west-101.myhuaweicloud.eu");
    }

    @Test
    void projectId_whenThereAreSeveral_isRefusedWithTheirIds() {
        simulator.addProject(HuaweiImsSimulator.REGION, "second", HuaweiImsSimulator.REGION);
        try (HuaweiImsClient client = withoutProject().credentials(key()).build()) {
            assertThatThrownBy(() -> images(client))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("several projects")
                    .hasMessageContaining("second");
        }
    }

    @Test
    void projectId_whenThereIsNone_saysWhatToDo() {
        try (HuaweiImsClient client =
                withoutProject().region("af-south-1").credentials(key()).build()) {
            assertThatThrownBy(() -> images(client))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("no project 'af-south-1' yet");
        }
    }

    @Test
    void projectId_ofTheCredentials_needsNoQuestion() {
        try (HuaweiImsClient client = withoutProject()
                .credentials(key().inProject(HuaweiImsSimulator.PROJECT_ID))
                .build()) {
            assertThat(images(client)).isEqualTo(1);
        }
        assertThat(simulator.arrivals("listProjects")).isZero();
    }

    @Test
    void clock_whenItIsOff_isLearntFromTheRefusalAndTheCallRepeatedOnce() {
        simulator.skewClock(Duration.ofMinutes(40));
        try (HuaweiImsClient client = builder().credentials(key()).build()) {
            assertThat(images(client)).isEqualTo(1);
            assertThat(images(client)).isEqualTo(1);
        }
        assertThat(simulator.arrivals("listImages")).isEqualTo(3);
    }

    /** The gateway's clock judges, so its word goes before a Date that a proxy may have set, or left out. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Thu, 01 Jan 2026 00:00:00 GMT"})
    void clock_whenTheMessageTellsTheServersTime_isSetByIt(String date) {
        String refusal =
                "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"Incorrect IAM authentication information: calc aksk"
                        + " signature fail:signature expired, signature time:20260101T000000Z,server time:20260101T004000Z\"}";
        HttpHeaders headers = date.isEmpty()
                ? HttpHeaders.empty()
                : HttpHeaders.builder().add("Date", date).build();
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(new HttpResponse(401, headers, refusal.getBytes(StandardCharsets.UTF_8)));
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
            assertThat(ims.transport.requests())
                    .extracting(request -> request.headers().first("X-Sdk-Date").orElseThrow())
                    .containsExactly("20260101T000000Z", "20260101T004000Z");
        }
    }

    @Test
    void provider_whoseKeyWasReplaced_isAskedAgainAfterTheRefusal() {
        simulator.acceptKey("NEWKEY", "new-secret");
        AtomicReference<HuaweiCredentials> held = new AtomicReference<>(HuaweiCredentials.accessKey("OLDKEY", "old"));
        try (HuaweiImsClient client = builder()
                .credentials(new CredentialsProvider<HuaweiCredentials>() {
                    @Override
                    public HuaweiCredentials resolve() {
                        return held.get();
                    }

                    @Override
                    public void invalidate(HuaweiCredentials refused) {
                        held.set(HuaweiCredentials.accessKey("NEWKEY", "new-secret"));
                    }
                })
                .build()) {
            assertThat(images(client)).isEqualTo(1);
        }
        assertThat(simulator.arrivals("listImages")).isEqualTo(2);
    }

    @Test
    void expiry_isCarriedByTheCredentials() {
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(HuaweiCredentials.token("t", end).expiresAt()).hasValue(end);
        assertThat(HuaweiCredentials.temporary("a", "s", "t", end).expiresAt()).hasValue(end);
        assertThat(key().expiresAt()).isEmpty();
    }
}
