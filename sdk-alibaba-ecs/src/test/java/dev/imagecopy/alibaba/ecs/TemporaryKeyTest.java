package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.auth.AlibabaRole;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of the Security Token Service are fetched by the client's own engine. */
class TemporaryKeyTest {
    private static final AlibabaRole ROLE =
            AlibabaRole.builder("acs:ram::1234567890123456:role/copier").build();

    private final ManualTimeSource time = new ManualTimeSource();

    private static CredentialsSource<AlibabaCredentials> assumed() {
        return AlibabaCredentialsProviders.assumeRole(CredentialsSource.of(Clients.CREDENTIALS), ROLE);
    }

    private static long images(AlibabaEcsClient client) {
        return client.listImages(AlibabaImageQuery.builder().build()).count();
    }

    @Test
    void assumeRole_goesThroughTheClientsOwnTransportToItsListener() {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .credentials(assumed())
                        .listener(new SdkListener() {
                            @Override
                            public void callStarted(CallStarted event) {
                                calls.add(event.call());
                            }
                        })
                        .build()) {
            assertThat(images(client)).isEqualTo(1);
            assertThat(images(client)).isEqualTo(1);

            assertThat(simulator.arrivals("assumeRole")).isEqualTo(1);
            assertThat(simulator.requests().get(0).headers().first("Host")).contains("sts.aliyuncs.com");
            assertThat(calls).containsExactly("listImages", "assumeRole", "listImages");
        }
    }

    @Test
    void assumeRole_whenTheClockIsOff_isSignedAgainOnceByTheServicesTime() {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .credentials(assumed())
                        .build()) {
            simulator.skewClock(Duration.ofHours(1));

            assertThat(images(client)).isEqualTo(1);

            assertThat(simulator.arrivals("assumeRole")).isEqualTo(2);
            assertThat(simulator.arrivals("describeImages")).isEqualTo(2);
        }
    }

    @Test
    void assumeRoleWithOidc_whenTheClockIsOff_isStampedAgainByTheServicesTime(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "jwt-of-the-pod\n");
        FakeTransport transport = new FakeTransport(time)
                .answer(new HttpResponse(
                        400,
                        HttpHeaders.builder()
                                .add("Date", "Thu, 01 Jan 2026 01:00:00 GMT")
                                .build(),
                        "{\"Code\":\"InvalidTimeStamp.Expired\"}".getBytes(StandardCharsets.UTF_8)))
                .answer(
                        200,
                        "{\"Credentials\":{\"AccessKeyId\":\"STS.a\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                                + "\"Expiration\":\"2026-01-01T02:00:00Z\"}}")
                .answer(200, "{\"Images\":{\"Image\":[]}}");
        try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                .transport(transport)
                .timeSource(time)
                .region("cn-hangzhou")
                .credentials(AlibabaCredentialsProviders.assumeRoleWithOidc("acs:provider", token, ROLE))
                .build()) {
            assertThat(images(client)).isZero();
        }
        assertThat(transport.requests().get(0).uri().getQuery()).contains("Timestamp=2026-01-01T00:00:00Z");
        assertThat(transport.requests().get(1).uri().getQuery()).contains("Timestamp=2026-01-01T01:00:00Z");
        assertThat(transport.requests().get(1).headers().first("Authorization")).isEmpty();
    }

    @Test
    void assumeRole_whenTheServiceIsDownForAMoment_isRetried() {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .credentials(assumed())
                        .build()) {
            simulator.failNext(Fault.status(503).on("assumeRole"));

            assertThat(images(client)).isEqualTo(1);
            assertThat(simulator.arrivals("assumeRole")).isEqualTo(2);
        }
    }

    @Test
    void close_whileTheTokenServiceIsAsked_abortsTheExchange() throws Exception {
        Silent transport = new Silent();
        CompletableFuture<?> call;
        try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                .transport(transport)
                .region("cn-hangzhou")
                .credentials(assumed())
                .build()) {
            call = client.listImagesAsync(AlibabaImageQuery.builder().build());
            assertThat(transport.entered.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(transport.aborted.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<?> ended = call;
        assertThatThrownBy(() -> ended.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ClientClosedException.class);
    }

    /** Answers nothing until the thread that asks is interrupted. */
    private static final class Silent implements HttpTransport {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch aborted = new CountDownLatch(1);

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            assertThat(request.uri().getHost()).isEqualTo("sts.aliyuncs.com");
            entered.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } catch (InterruptedException e) {
                aborted.countDown();
                Thread.currentThread().interrupt();
                throw new SdkInterruptedException("interrupted", ErrorContext.none(true), e);
            }
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            throw new AssertionError("keys are fetched on a thread that waits");
        }

        @Override
        public void close() {}
    }
}
