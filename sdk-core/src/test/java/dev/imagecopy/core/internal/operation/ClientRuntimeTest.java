package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.spi.CallFlow;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a provider's client asks of the engine besides operations. */
class ClientRuntimeTest {
    private static final CallOptions DEFAULTS = CallOptions.defaults();

    @Test
    void execute_makesACall_onTheCallersThreadOrNot() {
        try (CopyBench bench = new CopyBench()) {
            bench.nowAnswers(200, "{\"id\":\"op-1\"}");

            assertThat(bench.runtime.execute(CopyType.FIND, "golden", DEFAULTS)).isEqualTo("op-1");
            assertThat(bench.runtime.executeAsync(CopyType.FIND, "golden", DEFAULTS))
                    .isCompletedWithValue("op-1");
        }
    }

    @Test
    void executeAsync_whenItsFutureIsCancelled_abortsTheExchange() {
        try (CopyBench bench = new CopyBench()) {
            bench.transport.hang();
            CompletableFuture<String> call = bench.runtime.executeAsync(CopyType.FIND, "golden", DEFAULTS);

            call.cancel(true);

            assertThat(bench.transport.cancelled()).isEqualTo(1);
        }
    }

    @Test
    void run_makesSeveralCallsAsOneStep() {
        try (CopyBench bench = new CopyBench()) {
            bench.nowAnswers(200, "{\"id\":\"op-1\"}");

            String found = bench.runtime.run("find", DEFAULTS, ClientRuntimeTest::findTwice);
            CompletableFuture<String> later = bench.runtime.runAsync("find", DEFAULTS, ClientRuntimeTest::findTwice);

            assertThat(found).isEqualTo("op-1");
            assertThat(later).isCompletedWithValue("op-1");
            assertThat(bench.transport.requests()).hasSize(4);
        }
    }

    private static CompletableFuture<String> findTwice(CallFlow flow) {
        return flow.call(CopyType.FIND, "golden").thenCompose(first -> flow.call(CopyType.FIND, first));
    }

    @Test
    void runAsync_whenTheStepThrows_failsItsFuture() {
        try (CopyBench bench = new CopyBench()) {
            IllegalStateException bug = new IllegalStateException("bug");

            assertThat(CopyBench.failure(bench.runtime.<String>runAsync("find", DEFAULTS, flow -> {
                        throw bug;
                    })))
                    .isSameAs(bug);
        }
    }

    @Test
    void runAsync_whenItsFutureIsCancelled_endsTheStep() {
        try (CopyBench bench = new CopyBench()) {
            CompletableFuture<String> step =
                    bench.runtime.runAsync("find", DEFAULTS, flow -> flow.pause(Duration.ofHours(1))
                            .thenCompose(over -> flow.call(CopyType.FIND, "golden")));

            step.cancel(true);

            assertThat(bench.time.pendingTasks()).isZero();
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void start_whenTheProviderRejectsTheKey_sendsNothing() {
        CopyBench.Setup setup = new CopyBench.Setup();
        setup.store = Optional.of(new InMemoryOperationStore());
        CallOptions keyed = CallOptions.builder().idempotencyKey("nightly-7").build();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.keyCheck = (name, key) -> {
                throw new IllegalArgumentException(name + " cannot have the key " + key);
            };

            assertThatThrownBy(() -> bench.runtime.start(bench.type, "golden", keyed))
                    .hasMessage("golden cannot have the key nightly-7");
            assertThatThrownBy(() -> bench.runtime.startAsync(bench.type, "golden", keyed))
                    .hasMessage("golden cannot have the key nightly-7");
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(new NamedCopy("golden"), keyed))
                    .hasMessage("golden cannot have the key nightly-7");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }
}
