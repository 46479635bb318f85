package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time source that throws, whichever reading it is, hides no copy that was sent. */
class BrokenTimeTest {
    private static final int READINGS = 60;

    /** Throws once. */
    private static final class Broken extends ForwardingTimeSource {
        private int left;

        Broken(ManualTimeSource manual, int reading) {
            super(manual);
            this.left = reading;
        }

        private void read() {
            if (--left == 0) {
                throw new StackOverflowError("time source");
            }
        }

        @Override
        public Instant now() {
            read();
            return super.now();
        }

        @Override
        public long nanoTime() {
            read();
            return super.nanoTime();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKING, false, false", "BLOCKING, true, false", "BLOCKING, false, true",
        "ASYNC, false, false", "ASYNC, true, false", "ASYNC, false, true"
    })
    void copy_whicheverReadingFails_isKnownOrOpen(Style style, boolean lost, boolean stored) {
        for (int reading = 1; reading <= READINGS; reading++) {
            CopyBench.Setup setup = new CopyBench.Setup();
            setup.time = new Broken(setup.manual, reading + 1);
            setup.retryPolicy = RetryPolicy.standard();
            setup.listener = new SdkListener() {};
            setup.store = stored ? Optional.of(new InMemoryOperationStore()) : Optional.empty();
            CopyBench bench = new CopyBench(setup);
            if (lost) {
                bench.transport.fail(CopyBench.lost());
            }
            bench.transport.otherwise(request -> CopyBench.json(200, "{\"id\":\"op-1\"}"));

            Throwable thrown = catchThrowable(() -> start(bench, style, stored));

            if (thrown != null
                    && bench.transport.requests().stream()
                            .anyMatch(sent -> sent.method().equals("POST"))) {
                assertThat(thrown)
                        .as("reading %d", reading)
                        .isInstanceOfSatisfying(AmbiguousOutcomeException.class, open -> assertThat(open.resumeToken())
                                .isPresent());
            }
        }
    }

    private static void start(CopyBench bench, Style style, boolean stored) {
        CallOptions options = CallOptions.defaults();
        NamedCopyType.NamedCopy golden = new NamedCopyType.NamedCopy("golden");
        if (style == Style.BLOCKING) {
            Object unused = stored
                    ? NamedCopyType.of(bench).start(golden, options)
                    : bench.runtime.start(bench.type, "golden", options);
        } else {
            Object unused = Style.valueOf(
                    bench,
                    stored
                            ? NamedCopyType.of(bench).startAsync(golden, options)
                            : bench.runtime.startAsync(bench.type, "golden", options));
        }
    }
}
