package dev.imagecopy.examples.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void copyAnImage() throws InterruptedException {
        HinderedCopy.run(new MicrometerListener(registry));
    }

    @Test
    void callFinished_timesTheCallOnceForAllItsAttempts() {
        assertThat(timed("imagecopy.calls", "call", "copyImage", "outcome", "success"))
                .isEqualTo(1);
    }

    @Test
    void attemptFinished_timesEachAttemptByStatus() {
        assertThat(timed("imagecopy.attempts", "call", "copyImage", "status", "503"))
                .isEqualTo(1);
        assertThat(timed("imagecopy.attempts", "call", "copyImage", "status", "200"))
                .isEqualTo(1);
    }

    @Test
    void retryDecided_countsTheRetryAndItsReason() {
        assertThat(counted("imagecopy.retries", "call", "copyImage")).isEqualTo(1);
    }

    @Test
    void polled_countsWhatEachPollSaw() {
        assertThat(counted("imagecopy.polls", "outcome", "QUEUED")).isPositive();
        assertThat(counted("imagecopy.polls", "outcome", "RUNNING")).isPositive();
        assertThat(counted("imagecopy.polls", "outcome", "SUCCEEDED")).isEqualTo(1);
    }

    @Test
    void stateChanged_countsTheTransitions() {
        assertThat(counted("imagecopy.transitions", "to", "RUNNING")).isEqualTo(1);
        assertThat(counted("imagecopy.transitions", "to", "SUCCEEDED")).isEqualTo(1);
    }

    @Test
    void tags_nameTheClientAndHoldNoId() {
        assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy(id -> {
            assertThat(id.getTag("client")).isEqualTo("AlibabaEcsClient");
            assertThat(id.getTags()).extracting(Tag::getValue).noneMatch(value -> value.startsWith("m-"));
        });
    }

    private long timed(String name, String... tags) {
        return registry.get(name).tags(tags).timer().count();
    }

    private double counted(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }
}
