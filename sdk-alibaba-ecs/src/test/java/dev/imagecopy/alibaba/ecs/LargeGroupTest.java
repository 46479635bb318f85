package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thousands of copies into one region, more than one call tells of. */
class LargeGroupTest {
    private static final int COPIES = 3_000;

    private final ManualTimeSource time = new ManualTimeSource();
    private final AtomicInteger answers = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"0, 3, 20", "600, 3, 0", "600, 3, 70", "600, 0, 10"})
    void await_whenThousandsOfYoungCopiesRunInOneRegion_needsTwoPercentOfTheCalls(
            long secondsLeft, long millisBetweenStarts, long secondsAfterwards, TestReporter reporter) {
        AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
        simulator.script(Timeline.lasting(Duration.ofDays(1)));
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        try (simulator;
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .transport(new SlowStatus(simulator.transport(), time, secondsLeft))
                        .listener(new SdkListener() {
                            @Override
                            public void polled(Polled event) {
                                answers.incrementAndGet();
                            }
                        })
                        .build()) {
            for (int n = 0; n < COPIES; n++) {
                waits.add(client.copyImage(Clients.toShanghai().build()).awaitAsync(Duration.ofDays(10)));
                time.advance(Duration.ofMillis(millisBetweenStarts));
            }
            time.advance(Duration.ofSeconds(3 + secondsAfterwards));

            int polls = answers.get() - COPIES; // acceptance is an answer as well
            int calls = simulator.arrivals("describeImages");
            reporter.publishEntry("status calls", "%d of %d, %.2f %%".formatted(calls, polls, 100.0 * calls / polls));
            assertThat(polls).isGreaterThan(COPIES / 2);
            assertThat(calls).as("%d calls for %d polls", calls, polls).isLessThanOrEqualTo(polls / 50);
        }
        assertThat(waits).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    /** A service that takes its time to tell the status, and says of each copy how long it still takes. */
    private record SlowStatus(HttpTransport service, ManualTimeSource time, long secondsLeft) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return service.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            HttpResponse answer = service.send(request, timeout);
            String told = answer.bodyAsText().replaceAll("\"RemainTime\":[0-9]+", "\"RemainTime\":" + secondsLeft);
            CompletableFuture<HttpResponse> late = new CompletableFuture<>();
            time.schedule(
                    Duration.ofMillis(200),
                    () -> late.complete(new HttpResponse(
                            answer.status(), answer.headers(), told.getBytes(StandardCharsets.UTF_8))));
            return late;
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
