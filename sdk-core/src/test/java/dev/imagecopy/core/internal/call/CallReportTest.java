package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that cannot be told, since the application's own clock fails. */
class CallReportTest {
    private static final String OK = "{\"id\":\"x\"}";

    private final CallBench bench = new CallBench();
    private final List<String> results = new ArrayList<>();
    private boolean clockFails;

    CallReportTest() {
        bench.clock = new TimeSource() {
            @Override
            public Instant now() {
                return bench.time.now();
            }

            @Override
            public long nanoTime() {
                if (clockFails) {
                    clockFails = false;
                    throw new IllegalStateException("no time");
                }
                return bench.time.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                bench.time.sleep(duration);
            }

            @Override
            public Timer schedule(Duration delay, Runnable task) {
                return bench.time.schedule(delay, task);
            }

            @Override
            public void close() {
                bench.time.close();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whoseAttemptCannotBeTimed_succeedsAndTheLogSaysSo(Mode mode) {
        bench.transport.answerWith(request -> {
            clockFails = true;
            return CallBench.response(200, OK);
        });

        List<String> log = CapturedLog.of(() -> results.add(bench.make(mode, CallBench.call(Repeatability.SAFE))));

        assertThat(results).containsExactly("x");
        assertThat(log).anyMatch(line -> line.contains("Reporting the end of an attempt threw"));
        assertThat(bench.heard.finished).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_thatCannotBeTimed_succeedsAndTheLogSaysSo(Mode mode) {
        List<CallFinished> finished = new ArrayList<>();
        bench.listener = new SdkListener() {
            @Override
            public void attemptFinished(AttemptFinished event) {
                clockFails = true;
            }

            @Override
            public void callFinished(CallFinished event) {
                finished.add(event);
            }
        };
        bench.transport.answer(200, OK);

        List<String> log = CapturedLog.of(() -> results.add(bench.make(mode, CallBench.call(Repeatability.SAFE))));

        assertThat(results).containsExactly("x");
        assertThat(log).anyMatch(line -> line.contains("Reporting the end of a call threw"));
        assertThat(finished).isEmpty();
    }
}
