package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.NoLeaksExtension;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vendor's own client was measured to do wrong, each done right here. Over HTTP, on a warm connection. */
@ExtendWith(NoLeaksExtension.class)
class VendorClientFaultsTest {
    private static final ScriptedServer.Step NO_IMAGES = ScriptedServer.Step.answer(200, "", "{\"images\":[]}");

    private static HuaweiImsSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = HuaweiImsSimulator.start();
        simulator.script(Timeline.polls(1));
        simulator.limitImages(1000);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static HuaweiImsClient.Builder builder() {
        return HuaweiImsClient.builder()
                .endpoint(simulator.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .retryPolicy(RetryPolicy.none())
                .credentials(Clients.CREDENTIALS);
    }

    private static HuaweiCopyImageRequest request(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.loseReply(),
                Fault.garbageReply(),
                Fault.resetReply(),
                Fault.truncateReply(),
                Fault.status(503).header("Retry-After", "0"),
                Fault.status(408),
                Fault.status(503).header("Retry-After", "99999999999"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void copyImage_onAWarmConnection_arrivesOnceWhateverHappens(Fault fault) {
        int arrivals = simulator.arrivals("copyImage");
        int copies = simulator.copies().size();
        try (HastyTime time = new HastyTime();
                HuaweiImsClient client = builder().timeSource(time).build()) {
            assertThat(client.findImage("warm-up")).isEmpty();
            simulator.failNext(fault.on("copyImage"));
            String name = "warm-" + arrivals;
            boolean executed = fault.toString().contains(", executed");
            if (executed) {
                Operation<HuaweiImage> copy = client.copyImage(request(name));
                assertThat(copy.id()).isNotEmpty();
            } else {
                assertThatThrownBy(() -> client.copyImage(request(name)))
                        .isInstanceOf(AmbiguousOutcomeException.class)
                        .hasCauseInstanceOf(ServerErrorException.class);
            }
            assertThat(simulator.arrivals("copyImage") - arrivals).isEqualTo(1);
            assertThat(simulator.copies().size() - copies).isEqualTo(executed ? 1 : 0);
        }
    }

    @Test
    void copyImage_answeredWithHalfAStatusLine_arrivesOnce() {
        ScriptedServer.Step half = ScriptedServer.Step.raw("HTTP/1.").then(ScriptedServer.Step.hangUp());
        try (ScriptedServer server = ScriptedServer.start(NO_IMAGES, half, NO_IMAGES);
                HastyTime time = new HastyTime();
                HuaweiImsClient client = at(server).timeSource(time).build()) {
            assertThat(client.findImage("warm-up")).isEmpty();
            assertThatThrownBy(() -> client.copyImage(request("half")))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasCauseInstanceOf(TransportException.class);
            assertThat(server.requests().stream().filter(request -> request.startsWith("POST")))
                    .hasSize(1);
        }
    }

    /** The vendor's client inflates it for six seconds. */
    @Test
    void answers_thatInflateWithoutEnd_areGivenUpSoon() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int mebibyte = 0; mebibyte < 128; mebibyte++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        ScriptedServer.Step bomb = (peer, server) -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            peer.send(packed.toByteArray());
        };
        try (ScriptedServer server = ScriptedServer.start(bomb);
                HuaweiImsClient client = at(server).build()) {
            assertThat(packed.size()).isBetween(120_000, 140_000);
            CompletableFuture<HuaweiJob> job = client.describeJobAsync("job-1");
            assertThat(job)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withCauseInstanceOf(ResponseFormatException.class)
                    .withMessageContaining("100 times what was sent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"RUN", "[]", "{}", "", "null", "<html>ok</html>"})
    void answers_with200ThatAreNoJob_areTypedAndEndNothingElse(String body) {
        try (ScriptedServer server = ScriptedServer.start(
                        ScriptedServer.Step.answer(200, "Content-Type: application/json\r\n", body),
                        ScriptedServer.Step.answer(200, "", "{\"status\":\"RUNNING\"}"));
                HuaweiImsClient client = at(server).build()) {
            assertThatThrownBy(() -> client.describeJob("job-1"))
                    .isInstanceOfSatisfying(ResponseFormatException.class, e -> assertThat(e.status())
                            .isEqualTo(200));
            assertThat(client.describeJob("job-1").status()).isEqualTo("RUNNING");
        }
    }

    /** The vendor's client leaks the connection of each of these. */
    @Test
    void answers_ofEveryOddKind_giveTheirConnectionBack() {
        try (ScriptedServer server = ScriptedServer.start(
                        ScriptedServer.Step.answer(200, "", "{\"status\":\"RUNNING\"}"), // no Content-Type
                        ScriptedServer.Step.answer(200, "Content-Type: application/octet-stream\r\n", "binary"),
                        ScriptedServer.Step.answer(302, "Location: /elsewhere\r\n", ""),
                        ScriptedServer.Step.answer(500, "", ""),
                        ScriptedServer.Step.answer(200, "", "{\"status\":\"RUNNING\"}"));
                HuaweiImsClient client = at(server).build()) {
            assertThat(client.describeJob("job-1").status()).isEqualTo("RUNNING");
            assertThatThrownBy(() -> client.describeJob("job-1")).isInstanceOf(ResponseFormatException.class);
            assertThatThrownBy(() -> client.describeJob("job-1")).isInstanceOf(ApiException.class);
            assertThatThrownBy(() -> client.describeJob("job-1")).isInstanceOf(ServerErrorException.class);
            assertThat(client.describeJob("job-1").status()).isEqualTo("RUNNING");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static HuaweiImsClient.Builder at(ScriptedServer server) {
        return builder().endpoint(server.uri(""));
    }

    /** Its retries are off unless asked for, keep the same pause, and make an executor each. */
    @Test
    void queries_whenThrottled_areRepeatedAfterGrowingPausesByDefault() {
        try (FakeIms ims = new FakeIms()) {
            for (int n = 0; n < 3; n++) {
                ims.transport.answer(429, "");
            }
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
            assertThat(ims.time.sleeps()).hasSize(3);
            for (int n = 0; n < 3; n++) {
                assertThat(ims.time.sleeps().get(n)).isLessThanOrEqualTo(Duration.ofSeconds(1L << n));
            }
        }
    }

    /** Its cache of project ids is never emptied. */
    @Test
    void projectIds_whenCredentialsAreRefused_areAskedForAgain() {
        AtomicReference<String> key = new AtomicReference<>("OLD");
        CredentialsProvider<HuaweiCredentials> provider = new CredentialsProvider<>() {
            @Override
            public HuaweiCredentials resolve() {
                return HuaweiCredentials.accessKey(key.get(), "secret");
            }

            @Override
            public void invalidate(HuaweiCredentials refused) {
                key.set("NEW");
            }
        };
        try (FakeIms ims = FakeIms.withoutProject(builder -> builder.credentials(provider))) {
            ims.transport.answer(200, "{\"projects\":[{\"id\":\"p-old\"}]}");
            ims.transport.answer(401, "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"no\"}");
            ims.transport.answer(200, "{\"projects\":[{\"id\":\"p-new\"}]}");
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
            HttpHeaders last = ims.transport.requests().get(3).headers();
            assertThat(last.first("X-Project-Id")).hasValue("p-new");
            assertThat(last.first("Authorization").orElseThrow()).contains("Access=NEW");
        }
    }

    /** One call's refused credentials say nothing about the project of the copies under way. */
    @Tag("FAULT-95")
    @Test
    void await_whenAnothersCredentialsAreRefused_goesOnInItsProject() {
        try (FakeIms ims = FakeIms.withoutProject(builder -> builder)) {
            ims.transport.answer(200, "{\"projects\":[{\"id\":\"p-1\"}]}").answer(200, "{\"job_id\":\"job-1\"}");
            CompletableFuture<HuaweiImage> wait =
                    ims.client.copyImage(FakeIms.request()).awaitAsync(Duration.ofHours(1));
            ims.transport.otherwise(request -> request.uri().getPath().startsWith("/v3/projects")
                    ? FakeIms.json(401, "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"no\"}")
                    : request.uri().getPath().contains("job-2")
                            ? FakeIms.json(401, "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"no\"}")
                            : FakeIms.json(200, "{\"status\":\"RUNNING\"}"));
            assertThatThrownBy(() -> ims.client.describeJob("job-2")).isInstanceOf(SdkException.class);

            ims.time.advance(Duration.ofMinutes(1));

            assertThat(wait).isNotDone();
            HttpRequest last =
                    ims.transport.requests().get(ims.transport.requests().size() - 1);
            assertThat(last.headers().first("X-Project-Id")).hasValue("p-1");
            ims.transport.otherwise(request -> request.uri().getPath().endsWith("/cloudimages")
                    ? FakeIms.json(200, FakeIms.images(ims.time.now()))
                    : FakeIms.json(200, "{\"status\":\"SUCCESS\",\"entities\":{\"image_id\":\"found\"}}"));
            ims.time.advance(Duration.ofMinutes(5));
            assertThat(wait).isCompletedWithValueMatching(image -> image.id().equals("found"));
        }
    }

    @Test
    void copyImage_redirectedWithTheBody_isAnErrorAndNotFollowed() {
        simulator.failNext(Fault.status(307)
                .header("Location", simulator.endpoint() + "elsewhere")
                .on("copyImage"));
        int requests = simulator.requests().size();
        try (HuaweiImsClient client = builder().build()) {
            assertThatThrownBy(() -> client.copyImage(request("redirected")))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo(307));
        }
        assertThat(simulator.requests()).hasSize(requests + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"code\":null,\"message\":null}}", "", "{", "[]"})
    void refusals_withoutACode_areStillTyped(String body) {
        simulator.failNext(Fault.status(500)
                .body("application/json", body)
                .on("describeJob")
                .times(1));
        try (HuaweiImsClient client = builder().build()) {
            assertThatThrownBy(() -> client.describeJob("job-1"))
                    .isInstanceOfSatisfying(ServerErrorException.class, e -> {
                        assertThat(e.status()).isEqualTo(500);
                        assertThat(e.code()).isEmpty();
                    });
        }
    }

    @Test
    void refusals_whoseRequestIdIsInTheBodyOnly_tellIt() {
        simulator.failNext(Fault.status(403)
                .body("application/json", "{\"error_msg\":\"no\",\"error_code\":\"APIGW.0302\",\"request_id\":\"r-1\"}")
                .on("describeJob"));
        try (HuaweiImsClient client = builder().build()) {
            assertThatThrownBy(() -> client.describeJob("job-1"))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.requestId()).hasValue("r-1"));
        }
    }

    @Test
    void answers_ofAnyContentType_areReadByTheirContent() {
        for (Supplier<Fault> type : List.<Supplier<Fault>>of(
                () -> Fault.status(200).body("application/octet-stream", "{\"status\":\"RUNNING\"}"),
                () -> Fault.status(200).body("text/plain", "{\"status\":\"RUNNING\"}"))) {
            simulator.failNext(type.get().on("describeJob"));
            try (HuaweiImsClient client = builder().build()) {
                assertThat(client.describeJob("job-1").status()).isEqualTo("RUNNING");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../v2/images/x?y=1#z", "a/b c"})
    void ids_thatWouldLeadElsewhere_areNotSent(String id) {
        int requests = simulator.requests().size();
        try (HuaweiImsClient client = builder().build()) {
            assertThatIllegalArgumentException().isThrownBy(() -> client.describeJob(id));
        }
        assertThat(simulator.requests()).hasSize(requests);
    }

    @Test
    void bodies_areSentWithTheirLengthAndQueriesWithoutAContentType() {
        int requests = simulator.requests().size();
        try (HuaweiImsClient client = builder().build()) {
            assertThat(client.copyImage(request("framed")).poll().operationId()).isNotEmpty();
        }
        RecordedRequest copy = simulator.requests().get(requests);
        assertThat(copy.headers().first("Transfer-Encoding")).isEmpty();
        assertThat(copy.headers().first("Content-Length"))
                .hasValue(String.valueOf(copy.body().length()));
        RecordedRequest poll = simulator.requests().get(requests + 1);
        assertThat(poll.headers().first("Content-Type")).isEmpty();
    }
}
