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
import dev.imagecopy.testing.ForwardingTimeSource;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A time source or a store that throws while copies are resumed, at whatever step, hides none that may be under way. */
class BrokenResumeTest {
    private static final int STEPS = 60;
    private static final NamedCopy GOLDEN = new NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private InMemoryOperationStore store = new InMemoryOperationStore();

    /** Whose code throws. */
    enum Foreign {
        TIME,
        STORE,
        /** A clock, while the store takes its time. */
        TIME_AND_SLOW_STORE
    }

    enum Thrown {
        ERROR,
        STATE,
        ARGUMENT;

        void happen() {
            switch (this) {
                case ERROR -> throw new StackOverflowError("foreign code");
                case STATE -> throw new IllegalStateException("foreign code");
                case ARGUMENT -> throw new IllegalArgumentException("foreign code");
            }
        }
    }

    /** Throws at one step. */
    private static final class Countdown {
        private final Thrown thrown;
        private int left;

        Countdown(int step, Thrown thrown) {
            this.left = step;
            this.thrown = thrown;
        }

        void step() {
            if (--left == 0) {
                thrown.happen();
            }
        }
    }

    private static final class BrokenTime extends ForwardingTimeSource {
        private final Countdown countdown;

        BrokenTime(ManualTimeSource manual, Countdown countdown) {
            super(manual);
            this.countdown = countdown;
        }

        @Override
        public Instant now() {
            countdown.step();
            return super.now();
        }

        @Override
        public long nanoTime() {
            countdown.step();
            return super.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            countdown.step();
            super.sleep(duration);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            countdown.step();
            return super.schedule(delay, task);
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

    /** Answers only when the caller begins to wait. */
    private record SlowStore(InMemoryOperationStore over, List<Later<?>> asked) implements OperationStore {
        /** Answers also what nobody waits for. */
        void catchUp() {
            for (int i = 0; i < asked.size(); i++) {
                asked.get(i).answer();
            }
        }

        private <V> CompletableFuture<V> later(CompletableFuture<V> answer) {
            Later<V> later = new Later<>(answer);
            asked.add(later);
            return later;
        }

        @Override
        public CompletableFuture<Claim> claim(OperationKey key) {
            return later(over.claim(key));
        }

        @Override
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            return later(over.find(key));
        }

        @Override
        public CompletableFuture<?> save(StoredOperation operation) {
            return later(over.save(operation));
        }

        @Override
        public Stream<StoredOperation> operations(String provider, String scope) {
            return over.operations(provider, scope);
        }

        @Override
        public void close() {}

        private static final class Later<V> extends CompletableFuture<V> {
            private final CompletableFuture<? extends V> over;

            Later(CompletableFuture<? extends V> over) {
                this.over = over;
            }

            @Override
            public CompletableFuture<V> copy() {
                CompletableFuture<V> copy = super.copy();
                answer();
                return copy;
            }

            void answer() {
                over.thenAccept(this::complete);
            }
        }
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

    private OperationStore used(Foreign foreign, Countdown countdown) {
        return switch (foreign) {
            case TIME -> store;
            case STORE -> new BrokenStore(store, countdown);
            case TIME_AND_SLOW_STORE -> new SlowStore(store, new ArrayList<>());
        };
    }

    private static CopyBench bench(Foreign foreign, Countdown countdown, OperationStore used) {
        CopyBench.Setup setup = new CopyBench.Setup();
        setup.store = Optional.of(used);
        if (foreign != Foreign.STORE) {
            setup.time = new BrokenTime(setup.manual, countdown);
        }
        CopyBench bench = new CopyBench(setup);
        bench.transport.otherwise(request -> CopyBench.json(200, "{\"id\":\"op-1\"}"));
        return bench;
    }

    private static boolean sent(CopyBench bench) {
        return bench.transport.requests().stream()
                .anyMatch(sent -> sent.method().equals("POST"));
    }

    static Stream<Arguments> cases() {
        return Stream.of(Phase.QUEUED, Phase.SENDING, Phase.ACCEPTED).flatMap(phase -> Stream.of(Foreign.values())
                .flatMap(foreign -> Stream.of(Thrown.values()).map(thrown -> Arguments.of(phase, foreign, thrown))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resumeAll_whicheverStepFails_reportsTheCopyOrTheStore(Phase phase, Foreign foreign, Thrown what) {
        for (int step = 1; step <= STEPS; step++) {
            stored(phase);
            Countdown countdown = new Countdown(Integer.MAX_VALUE, what);
            OperationStore used = used(foreign, countdown);
            CopyBench bench = bench(foreign, countdown, used);
            Copies<String> copies = NamedCopyType.of(bench);
            countdown.left = step;
            List<ResumedCopy<String>> told = new ArrayList<>();

            Throwable thrown = catchThrowable(() ->
                    told.addAll(copies.resumeAll(used, ResumePolicy.standard()).copies()));

            if (thrown != null) {
                assertThat(thrown).as("step %d", step).isInstanceOf(OperationStoreException.class);
                assertThat(bench.transport.requests()).as("step %d", step).isEmpty();
            } else {
                int failed = step;
                assertThat(told).as("step %d", step).singleElement().satisfies(copy -> {
                    assertIsNotHidden(copies, bench, copy);
                    assertSaysWhatIsTrue(failed, copy);
                });
            }
            assertThatNothingLooksSentThatWasNot(step, phase, bench, copies, used);
        }
    }

    private void assertIsNotHidden(Copies<String> copies, CopyBench bench, ResumedCopy<String> copy) {
        boolean mayBeUnderWay = copy.stored().phase() != Phase.QUEUED || sent(bench);
        if (mayBeUnderWay && copy.handle().isEmpty()) {
            assertThat(copy)
                    .isInstanceOfAny(ResumedCopy.Ambiguous.class, ResumedCopy.Failed.class, ResumedCopy.Refused.class)
                    .satisfies(open -> assertThat(phase(copies)).isIn(Phase.SENDING, Phase.ACCEPTED));
        }
    }

    private static void assertSaysWhatIsTrue(int step, ResumedCopy<String> copy) {
        if (copy.stored().phase() == Phase.QUEUED || copy.handle().isPresent()) {
            return;
        }
        if (copy instanceof ResumedCopy.Ambiguous<String> open) {
            assertThat(open.cause()).as("step %d", step).hasMessageContaining("do not start it again");
        } else if (copy instanceof ResumedCopy.Refused<String> refused) {
            assertThat(refused.reason()).as("step %d", step).contains("do not start it again");
        } else {
            assertThat(((ResumedCopy.Failed<String>) copy).cause())
                    .as("step %d", step)
                    .hasMessageNotContaining("nothing was sent");
        }
    }

    private void assertThatNothingLooksSentThatWasNot(
            int step, Phase before, CopyBench bench, Copies<String> copies, OperationStore used) {
        if (used instanceof SlowStore slow) {
            slow.catchUp();
        }
        if (before == Phase.QUEUED && !sent(bench)) {
            assertThat(phase(copies)).as("step %d", step).isIn(Phase.QUEUED, Phase.FINAL);
        }
        assertThat(store.claim(copies.key("nightly"))).as("step %d", step).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void start_underTheKeyOfAStoredCopy_whicheverStepFails_hidesNone(Phase phase, Foreign foreign, Thrown what) {
        for (int step = 1; step <= STEPS; step++) {
            stored(phase);
            Countdown countdown = new Countdown(Integer.MAX_VALUE, what);
            OperationStore used = used(foreign, countdown);
            CopyBench bench = bench(foreign, countdown, used);
            Copies<String> copies = NamedCopyType.of(bench);
            countdown.left = step;

            Throwable thrown = catchThrowable(() -> copies.start(GOLDEN, KEYED));

            if (thrown != null
                    && (what != Thrown.ARGUMENT || !bench.transport.requests().isEmpty())) {
                assertThat(thrown).as("step %d", step).isInstanceOf(SdkException.class);
            }
            assertThatNothingLooksSentThatWasNot(step, phase, bench, copies, used);
        }
    }

    @Test
    void start_whicheverStepOfTheStoreFailsBeforeTheCopyIsSent_namesTheStore() {
        for (int step = 1; step <= 4; step++) {
            OperationStore broken = new BrokenStore(new InMemoryOperationStore(), new Countdown(step, Thrown.ERROR));
            CopyBench bench = bench(Foreign.STORE, new Countdown(0, Thrown.ERROR), broken);

            Throwable thrown = catchThrowable(() -> NamedCopyType.of(bench).start(GOLDEN, KEYED));

            assertThat(thrown).as("step %d", step).isInstanceOf(OperationStoreException.class);
            assertThat(bench.transport.requests()).isEmpty();
        }
    }
}
