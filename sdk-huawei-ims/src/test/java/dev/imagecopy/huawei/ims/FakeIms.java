package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A client on scripted answers and manual time. */
final class FakeIms implements AutoCloseable {
    static final String PROJECT = "0123456789abcdef0123456789abcdef";

    final ManualTimeSource time = new ManualTimeSource();
    final FakeTransport transport = new FakeTransport(time);
    final HuaweiImsClient client;

    FakeIms() {
        this(builder -> builder);
    }

    FakeIms(UnaryOperator<HuaweiImsClient.Builder> change) {
        this(change, builder -> builder.projectId(PROJECT));
    }

    /** A client that was told no project. */
    static FakeIms withoutProject(UnaryOperator<HuaweiImsClient.Builder> change) {
        return new FakeIms(change, builder -> builder);
    }

    private FakeIms(UnaryOperator<HuaweiImsClient.Builder> change, UnaryOperator<HuaweiImsClient.Builder> project) {
        client = change.apply(project.apply(HuaweiImsClient.builder()
                        .region("eu-west-101")
                        .transport(new Dated(transport, time))
                        .timeSource(time)
                        .callbackExecutor(Runnable::run)
                        .credentials(HuaweiCredentials.accessKey("AK", "secret-key"))))
                .build();
    }

    /** Every answer tells the time of a service whose clock is right. */
    private record Dated(HttpTransport answers, ManualTimeSource time) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return dated(answers.send(request, timeout));
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return answers.sendAsync(request, timeout).thenApply(this::dated);
        }

        private HttpResponse dated(HttpResponse answer) {
            return answer.headers().first("Date").isPresent()
                    ? answer
                    : new HttpResponse(
                            answer.status(),
                            answer.headers().toBuilder()
                                    .add(
                                            "Date",
                                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                    time.now().atOffset(ZoneOffset.UTC)))
                                    .build(),
                            answer.body());
        }

        @Override
        public void close() {
            answers.close();
        }
    }

    static HuaweiCopyImageRequest request() {
        return HuaweiCopyImageRequest.builder().imageId("source").name("golden").build();
    }

    /** A copy that was accepted as job {@code job-1}. */
    Operation<HuaweiImage> accepted() {
        transport.answer(200, "{\"job_id\":\"job-1\"}");
        return client.copyImage(request(), CallOptions.defaults());
    }

    /** The same, into a region whose project is known. */
    Operation<HuaweiImage> acceptedAbroad() {
        transport.answer(200, "{\"job_id\":\"job-2\"}");
        return client.copyImageToRegion(HuaweiCopyToRegionRequest.builder()
                .imageId("source")
                .name("golden")
                .targetRegion("ap-southeast-3")
                .targetProjectId("target")
                .agencyName("agency")
                .build());
    }

    /** What one poll makes of an answer. */
    OperationSnapshot<HuaweiImage> poll(String answer) {
        Operation<HuaweiImage> copy = accepted();
        transport.answer(200, answer);
        return copy.poll();
    }

    CompletableFuture<HuaweiImage> awaited(Operation<HuaweiImage> copy) {
        return time.runUntilDone(copy.awaitAsync(Duration.ofMinutes(60)));
    }

    long sent(String method) {
        return transport.requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    static HttpResponse response(int status, String contentType, byte[] body) {
        return new HttpResponse(
                status, HttpHeaders.builder().add("Content-Type", contentType).build(), body);
    }

    static HttpResponse json(int status, String body) {
        return response(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }

    static OperationSnapshot<HuaweiImage> polled(String answer) {
        try (FakeIms ims = new FakeIms()) {
            return ims.poll(answer);
        }
    }

    static HuaweiJob job(String answer) {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(200, answer);
            return ims.client.describeJob("job-1");
        }
    }

    static String bodyOf(HuaweiCopyImageRequest request) {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(200, "{\"job_id\":\"job-1\"}");
            ims.client.copyImage(request).latest();
            HttpRequest sent = ims.transport.requests().get(0);
            return new String(sent.body(), StandardCharsets.UTF_8);
        }
    }

    static String images(Instant createdAt) {
        return "{\"images\":[{\"id\":\"found\",\"name\":\"golden\",\"status\":\"active\",\"created_at\":\""
                + createdAt.truncatedTo(ChronoUnit.SECONDS) + "\"}]}";
    }
}
