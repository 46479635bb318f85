package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A time source or a store that throws while copies are resumed, at whatever step, hides none that may be under way. */
class BrokenResumeTest {
    private static final int STEPS = 60;
    private static final NamedCopy GOLDEN = new NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private InMemoryOperationStore store = new InMemoryOperationStore();

    /** Throws at one step. */
    private static final class Countdown {
        private int left;

        Countdown(int step) {
            left = step;
        }

        void step() {
            if (--left == 0) {
                throw new StackOverflowError("foreign code");
            }
        }
    }

    private record BrokenTime(ManualTimeSource manual, Countdown countdown) implements TimeSource {
        @Override
        public Instant now() {
            countdown.step();
            return manual.now();
        }

        @Override
        public long nanoTime() {
            countdown.step();
            return manual.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            countdown.step();
            manual.sleep(duration);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            countdown.step();
            return manual.schedule(delay, task);
        }

        @Override
        public void close() {
            manual.close();
        }
    }

    private record BrokenStore(OperationStore over, Countdown countdown) implements OperationStore {
        @Override
        public CompletableFuture<Claim> claim(OperationKey key) {
            countdown.step();
            return over.claim(key);
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            countdown.step();
            return over.find(key);
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            countdown.step();
            return over.save(operation);
        }

        @Override
        public Stream<StoredOperation> operations(String provider, String scope) {
            countdown.step();
            return over.operations(provider, scope).peek(each -> countdown.step());
        }

        @Override
        public Optional<Damage> damage() {
            countdown.step();
            return over.damage();
        }

        @Override
        public void close() {}
    }

    /** A copy as it was left by an earlier process. */
    private void stored(Phase phase) {
        store = new InMemoryOperationStore();
        CopyBench.Setup setup = new CopyBench.Setup();
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            Copies<String> copies = NamedCopyType.of(bench);
            if (phase == Phase.QUEUED) {
                store.save(StoredOperation.queued(
                        copies.key("nightly"), copies.write(GOLDEN), "", "golden", bench.time.now()));
            } else if (phase == Phase.SENDING) {
                bench.type.reconciles = false;
                bench.transport.fail(CopyBench.lost());
                assertThatThrownBy(() -> copies.start(GOLDEN, KEYED)).isInstanceOf(AmbiguousOutcomeException.class);
            } else {
                bench.transport.answer(200, "{\"id\":\"op-1\"}");
                copies.start(GOLDEN, KEYED);
            }
            assertThat(phase(copies)).isEqualTo(phase);
        }
    }

    private Phase phase(Copies<String> copies) {
        return store.find(copies.key("nightly")).join().orElseThrow().phase();
    }

    private static CopyBench bench(Countdown countdown, boolean brokenTime) {
        CopyBench.Setup setup = new CopyBench.Setup();
        if (brokenTime) {
            setup.time = new BrokenTime(setup.manual, countdown);
        }
        CopyBench bench = new CopyBench(setup);
        bench.transport.otherwise(request -> CopyBench.json(200, "{\"id\":\"op-1\"}"));
        return bench;
    }

    @ParameterizedTest
    @CsvSource({"QUEUED, true", "SENDING, true", "ACCEPTED, true", "QUEUED, false", "SENDING, false", "ACCEPTED, false"
    })
    void resumeAll_whicheverStepFails_reportsTheCopyOrTheStore(Phase phase, boolean brokenTime) {
        for (int step = 1; step <= STEPS; step++) {
            stored(phase);
            Countdown countdown = new Countdown(Integer.MAX_VALUE);
            CopyBench bench = bench(countdown, brokenTime);
            OperationStore used = brokenTime ? store : new BrokenStore(store, countdown);
            Copies<String> copies = NamedCopyType.of(bench);
            countdown.left = step;
            List<ResumedCopy<String>> told = new ArrayList<>();

            Throwable thrown = catchThrowable(() ->
                    told.addAll(copies.resumeAll(used, ResumePolicy.standard()).copies()));

            if (thrown != null) {
                assertThat(thrown).as("step %d", step).isInstanceOf(OperationStoreException.class);
                assertThat(bench.transport.requests()).as("step %d", step).isEmpty();
            } else {
                assertThat(told).singleElement().satisfies(copy -> assertIsNotHidden(copies, bench, copy));
            }
        }
    }

    private void assertIsNotHidden(Copies<String> copies, CopyBench bench, ResumedCopy<String> copy) {
        boolean mayBeUnderWay = copy.stored().phase() != Phase.QUEUED
                || bench.transport.requests().stream()
                        .anyMatch(sent -> sent.method().equals("POST"));
        if (mayBeUnderWay && copy.handle().isEmpty()) {
            assertThat(copy)
                    .isInstanceOfAny(ResumedCopy.Ambiguous.class, ResumedCopy.Failed.class)
                    .satisfies(open -> assertThat(phase(copies)).isIn(Phase.SENDING, Phase.ACCEPTED));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"SENDING", "ACCEPTED"})
    void start_underTheKeyOfACopyThatMayBeUnderWay_whicheverReadingFails_leavesItOpen(Phase phase) {
        for (int step = 1; step <= STEPS; step++) {
            stored(phase);
            CopyBench.Setup setup = new CopyBench.Setup();
            setup.store = Optional.of(store);
            Countdown countdown = new Countdown(Integer.MAX_VALUE);
            setup.time = new BrokenTime(setup.manual, countdown);
            CopyBench bench = new CopyBench(setup);
            bench.transport.otherwise(request -> CopyBench.json(200, "{\"id\":\"op-1\"}"));
            Copies<String> copies = NamedCopyType.of(bench);
            countdown.left = step;

            Throwable thrown = catchThrowable(() -> copies.start(GOLDEN, KEYED));

            if (thrown != null && !bench.transport.requests().isEmpty()) {
                assertThat(thrown).as("step %d", step).isInstanceOf(SdkException.class);
            }
        }
    }

    @Test
    void start_whicheverStepOfTheStoreFailsBeforeTheCopyIsSent_namesTheStore() {
        for (int step = 1; step <= 4; step++) {
            CopyBench.Setup setup = new CopyBench.Setup();
            setup.store = Optional.of(new BrokenStore(new InMemoryOperationStore(), new Countdown(step)));
            CopyBench bench = new CopyBench(setup);
            bench.transport.otherwise(request -> CopyBench.json(200, "{\"id\":\"op-1\"}"));

            Throwable thrown = catchThrowable(() -> NamedCopyType.of(bench).start(GOLDEN, KEYED));

            assertThat(thrown).as("step %d", step).isInstanceOf(OperationStoreException.class);
            assertThat(bench.transport.requests()).isEmpty();
        }
    }
}
