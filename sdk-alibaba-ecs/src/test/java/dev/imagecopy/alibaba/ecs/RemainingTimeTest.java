package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time left that the service tells is a lower bound of the pauses between questions, within limits. */
class RemainingTimeTest {
    private static final PollPolicy EVERY_FIVE_SECONDS = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofSeconds(5))
            .minInterval(Duration.ofSeconds(5))
            .maxInterval(Duration.ofSeconds(5))
            .jitter(0)
            .build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void await_whenMuchTimeIsLeft_asksAfterHalfOfItButOnceAMinute() {
        simulator.script(Timeline.lasting(Duration.ofSeconds(305)));

        assertThat(pauses())
                .startsWith(seconds(5), seconds(60), seconds(60), seconds(60), seconds(60))
                .contains(seconds(30))
                .endsWith(seconds(5), seconds(5));
    }

    @Test
    void await_whenLittleTimeIsLeft_keepsToThePolicy() {
        simulator.script(Timeline.lasting(Duration.ofSeconds(22)));

        assertThat(pauses()).containsOnly(seconds(5));
    }

    @Test
    void await_whenNoTimeIsTold_keepsToThePolicyHoweverManyQuestionsItTakes() {
        simulator.script(Timeline.polls(500));

        assertThat(pauses()).hasSize(501).containsOnly(seconds(5));
    }

    private List<Duration> pauses() {
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time)
                .pollPolicy(EVERY_FIVE_SECONDS)
                .build()) {
            Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai().build());
            CompletableFuture<AlibabaImage> wait = copy.awaitAsync(Duration.ofDays(1));
            time.runUntilDone(wait);
            assertThat(wait.join().status()).isEqualTo("Available");
        }
        List<Duration> pauses = new ArrayList<>();
        Instant last = null;
        for (RecordedRequest request : simulator.requests()) {
            if (last != null) {
                pauses.add(Duration.between(last, request.receivedAt()));
            }
            last = request.receivedAt();
        }
        return pauses;
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
