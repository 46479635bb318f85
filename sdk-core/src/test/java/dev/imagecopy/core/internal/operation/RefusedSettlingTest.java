package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy that was being sent may have begun, whatever the service answers to the search for it. */
class RefusedSettlingTest {
    private static final NamedCopyType.NamedCopy GOLDEN = new NamedCopyType.NamedCopy("golden");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @BeforeEach
    void sendAndLoseTheReply() {
        setup.store = Optional.of(store);
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            bench.transport.fail(CopyBench.lost());
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(GOLDEN, KEYED))
                    .isInstanceOf(AmbiguousOutcomeException.class);
        }
    }

    private StoredOperation stored(CopyBench bench) {
        return store.find(NamedCopyType.of(bench).key("nightly")).join().orElseThrow();
    }

    private ResumedCopy<String> resumed(CopyBench bench) {
        Copies<String> copies = NamedCopyType.of(bench);
        return bench.time
                .runUntilDone(copies.resumeAsync(
                        store, copies.key("nightly"), ResumePolicy.standard(), CallOptions.defaults()))
                .join();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 503})
    void resume_whenTheSearchIsRefused_isAmbiguousWithTheToken(int status) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(status, "{}");

            assertThat(resumed(bench)).isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> {
                assertThat(Optional.of(open.token())).isEqualTo(stored(bench).token());
                assertThat(open.cause().getCause()).isInstanceOf(SdkException.class);
            });
            assertThat(stored(bench).phase()).isEqualTo(StoredOperation.Phase.SENDING);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, false", "401, true", "403, false", "403, true", "503, false", "503, true"})
    void start_underTheSameKey_whenTheSearchIsRefused_failsAsAmbiguous(int status, boolean async) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(status, "{}");
            Copies<String> copies = NamedCopyType.of(bench);

            assertThatThrownBy(() -> {
                        if (async) {
                            bench.time
                                    .runUntilDone(copies.startAsync(GOLDEN, KEYED))
                                    .join();
                        } else {
                            copies.start(GOLDEN, KEYED);
                        }
                    })
                    .satisfies(thrown -> {
                        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                        assertThat(error).isInstanceOfSatisfying(AmbiguousOutcomeException.class, open -> assertThat(
                                        open.resumeToken())
                                .isEqualTo(stored(bench).token()));
                    });
        }
    }

    /** Asking again may help, and the record stays. */
    @Test
    void resume_whenTheServiceCannotBeReached_isAmbiguousAndSaysWhy() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.otherwise(request -> {
                throw CopyBench.lost();
            });

            assertThat(resumed(bench)).isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> {
                assertThat(open.cause().getCause())
                        .isInstanceOfSatisfying(SdkException.class, away -> assertThat(away.retryable())
                                .isTrue());
                assertThat(open.cause()).hasMessageContaining("do not start it again, resume it with its token");
            });
            assertThat(stored(bench).phase()).isEqualTo(StoredOperation.Phase.SENDING);
        }
    }
}
