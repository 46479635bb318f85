package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a copy is settled that was being sent when its process ended. */
class StoredSettlingTest {
    private static final Instant SERVICE_TIME = Instant.parse("2026-01-01T09:00:00Z");
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final List<Long> looks = new ArrayList<>();

    @BeforeEach
    void aProcessEndsWhileItSends() {
        setup.store = Optional.of(store);
        setup.manual.advance(Duration.ofHours(1));
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            bench.transport.fail(CopyBench.lost());
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(new NamedCopy("golden"), KEYED))
                    .isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    private StoredOperation stored(CopyBench bench) {
        return store.find(NamedCopyType.of(bench).key("nightly")).join().orElseThrow();
    }

    private static ResumedCopy<String> resumed(CopyBench bench, InMemoryOperationStore store, ResumePolicy policy) {
        return resumed(bench, store, policy, CallOptions.defaults());
    }

    private static ResumedCopy<String> resumed(
            CopyBench bench, InMemoryOperationStore store, ResumePolicy policy, CallOptions options) {
        Copies<String> copies = NamedCopyType.of(bench);
        return bench.time
                .runUntilDone(copies.resumeAsync(store, copies.key("nightly"), policy, options))
                .join();
    }

    /** Counts the seconds of each look; the service shows nothing, and accepts what is sent. */
    private void showsNothing(CopyBench bench) {
        long start = bench.time.nanoTime();
        bench.transport.otherwise(request -> {
            boolean sends = request.method().equals("POST");
            if (!sends) {
                looks.add((bench.time.nanoTime() - start) / 1_000_000_000);
            }
            return CopyBench.json(200, sends ? "{\"id\":\"op-8\"}" : "{}");
        });
    }

    @Test
    void settle_whenNothingIsFound_looksUntilTheServiceWouldHaveShownIt() {
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            ResumedCopy<String> copy = resumed(bench, store, ResumePolicy.standard());

            assertThat(looks).containsExactly(0L, 2L, 5L, 15L, 45L);
            assertThat(copy).isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> {
                assertThat(open.cause()).hasMessageContaining("the service shows no trace of it");
                assertThat(open.cause().resumeToken()).contains(open.token());
            });
        }
    }

    @Test
    void settle_whenItWasSentAWhileAgo_looksForLess() {
        setup.manual.advance(Duration.ofSeconds(20));
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            resumed(bench, store, ResumePolicy.standard());

            assertThat(looks).containsExactly(0L, 2L, 5L, 15L);
        }
    }

    @Test
    void settle_whenItWasSentByAClockThatIsAhead_looksAsIfItWereSentNow() {
        setup.manual.jumpWallClock(Duration.ofHours(-2));
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            resumed(bench, store, ResumePolicy.standard());

            assertThat(looks).containsExactly(0L, 2L, 5L, 15L, 45L);
        }
    }

    @ParameterizedTest
    @CsvSource({"15, 3", "16, 4"})
    void settle_whenTheCallersTimeEndsFirst_looksNoMore(int timeout, int expected) {
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            resumed(
                    bench,
                    store,
                    ResumePolicy.standard(),
                    CallOptions.builder()
                            .callTimeout(Duration.ofSeconds(timeout))
                            .build());

            assertThat(looks).hasSize(expected);
        }
    }

    @Test
    void settle_whenTheWindowIsWeeksLong_looksOnWithoutAGrowingStack() {
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            ResumedCopy<String> copy = resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofDays(20)));

            assertThat(copy).isInstanceOf(ResumedCopy.Submitted.class);
        }
    }

    @Test
    void settle_whenNamesAreUnique_looksToTheEndOfTheWindowAndSends() {
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            ResumedCopy<String> copy = resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30)));

            assertThat(looks).containsExactly(0L, 2L, 5L, 15L, 30L);
            assertThat(copy).isInstanceOf(ResumedCopy.Submitted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31})
    void settle_whenTheWindowHasPassed_looksOnceAndSends(int seconds) {
        setup.manual.advance(Duration.ofSeconds(seconds));
        try (CopyBench bench = new CopyBench(setup)) {
            showsNothing(bench);

            assertThat(resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30))))
                    .isInstanceOf(ResumedCopy.Submitted.class);
            assertThat(looks).containsExactly(0L);
        }
    }

    @Test
    void settle_whenTheServiceRefusesToSay_isOpenAndNamesTheRefusal() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(403, "{}");

            assertThat(resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30))))
                    .isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> assertThat(open.cause())
                            .hasMessageContaining("what became of it cannot be found out")
                            .hasMessageContaining("403 Code403"));
            assertThat(bench.transport.requests()).hasSize(1);
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void settle_whenThereAreCandidates_sendsNothingWhateverTheCallerSaysOfNames() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.findInstead = () -> CompletableFuture.failedFuture(new AmbiguousOutcomeException(
                    "img-8 or img-9 may be its image", ErrorContext.none(false), Optional.empty(), null));

            assertThat(resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30))))
                    .isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> assertThat(open.cause())
                            .hasMessageContaining("img-8 or img-9 may be its image"));
            assertThat(bench.transport.requests()).isEmpty();
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void resume_ofItsTokenAlone_tellsTheStoreWhatItFinds() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation =
                    bench.runtime.resume(stored(bench).token().orElseThrow(), List.of(new NamedCopyType(bench.type)));
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");

            operation.poll();

            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(stored(bench).token()).contains(operation.resumeToken());
            bench.nowSucceeds();
            operation.poll();
            assertThat(stored(bench).phase()).isEqualTo(Phase.FINAL);
        }
    }

    @Test
    void settle_whenTheServiceIsDown_isAmbiguousAndMayBeTriedAgain() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(500, "{}");

            assertThat(resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30))))
                    .isInstanceOf(ResumedCopy.Ambiguous.class);
            assertThat(stored(bench).phase()).isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void settle_whenItLeftNothingToLookForItBy_isOpenAtOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;

            assertThat(resumed(bench, store, ResumePolicy.standard()))
                    .isInstanceOfSatisfying(ResumedCopy.Ambiguous.class, open -> assertThat(open.cause())
                            .hasMessageContaining("it left nothing to look for it by"));
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void settle_whenItIsFound_goesOnAndStoresItsEnd() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");
            ResumedCopy<String> copy = resumed(bench, store, ResumePolicy.standard());
            assertThat(copy).isInstanceOf(ResumedCopy.Settled.class);
            assertThat(stored(bench).phase()).isEqualTo(Phase.ACCEPTED);

            bench.nowSucceeds();
            Operation<String> operation = ((ResumedCopy.Settled<String>) copy).operation();

            assertThat(bench.time.runUntilDone(operation.awaitAsync(CopyBench.HOUR)))
                    .isCompletedWithValue("img-1");
            assertThat(stored(bench).outcome().orElseThrow().imageId()).isEqualTo("img-1");
        }
    }

    @Test
    void settle_whenTheTokenNamesTheOperation_takesItUpWithoutACall() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");
            resumed(bench, store, ResumePolicy.standard());
            StoredOperation accepted = stored(bench);
            store.save(accepted.sending(accepted.token().orElseThrow(), bench.time.now()))
                    .join();
            int calls = bench.transport.requests().size();

            assertThat(resumed(bench, store, ResumePolicy.standard()))
                    .isInstanceOfSatisfying(
                            ResumedCopy.Settled.class,
                            copy -> assertThat(copy.operation().id()).isEqualTo("op-7"));
            assertThat(bench.transport.requests()).hasSize(calls);
        }
    }

    /** The service may still execute what the earlier process sent. */
    @Test
    void resend_afterAnEarlierProcessSentIt_countsFromTheTimeOfThatProcess() {
        try (CopyBench bench = new CopyBench(setup)) {
            StoredOperation first = stored(bench);
            OperationHandle dated = ResumeTokenCodec.decode(first.token().orElseThrow());
            ServiceTime.isSentAfter(SERVICE_TIME, dated);
            store.save(first.sending(ResumeTokenCodec.encode(dated, Optional.empty()), bench.time.now()))
                    .join();
            bench.type.serviceTime = Optional.of(SERVICE_TIME.plusSeconds(600));
            showsNothing(bench);

            assertThat(resumed(bench, store, ResumePolicy.uniqueNames(Duration.ofSeconds(30))))
                    .isInstanceOf(ResumedCopy.Submitted.class);

            assertThat(sentAt(stored(bench))).contains(SERVICE_TIME);
        }
    }

    @Test
    void start_afterTheServiceRefusedIt_countsFromNow() {
        CallOptions keyed = CallOptions.builder().idempotencyKey("weekly").build();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.serviceTime = Optional.of(SERVICE_TIME);
            bench.transport.answer(403, "{}").answer(200, "{\"id\":\"op-9\"}");
            assertThatThrownBy(() -> NamedCopyType.of(bench).start(new NamedCopy("golden"), keyed))
                    .isInstanceOf(PermissionDeniedException.class);
            bench.type.serviceTime = Optional.of(SERVICE_TIME.plusSeconds(600));

            NamedCopyType.of(bench).start(new NamedCopy("golden"), keyed);

            StoredOperation stored =
                    store.find(NamedCopyType.of(bench).key("weekly")).join().orElseThrow();
            assertThat(sentAt(stored)).contains(SERVICE_TIME.plusSeconds(600));
        }
    }

    private static Optional<Instant> sentAt(StoredOperation stored) {
        return ResumeTokenCodec.decode(stored.token().orElseThrow())
                .request()
                .firstByte()
                .serviceTime();
    }

    /** A store is a file that others may have written. */
    @ParameterizedTest
    @CsvSource({
        "other, copy-image, here, nightly, op-1, provider 'other'",
        "made-up, delete, here, nightly, op-1, kind 'delete'",
        "made-up, copy-image, here, weekly, op-1, idempotency key 'weekly'",
        "made-up, copy-image, there, nightly, op-1, region 'there'",
        "made-up, copy-image, here, nightly, ../x, operationId"
    })
    void settle_whenTheTokenIsThatOfAnotherCopy_isRefusedWithoutACall(
            String provider, String kind, String region, String key, String id, String reason) {
        try (CopyBench bench = new CopyBench(setup)) {
            OperationHandle foreign = new OperationHandle(
                    new OperationHandle.Place(provider, kind, region, "project-1"),
                    new OperationHandle.Start(key, Fingerprint.of(""), bench.time.now(), KeptRequest.none()),
                    id,
                    "golden",
                    Map.of());
            store.save(stored(bench).sending(ResumeTokenCodec.encode(foreign, Optional.empty()), bench.time.now()))
                    .join();

            assertThat(NamedCopyType.of(bench)
                            .resumeAll(store, ResumePolicy.standard())
                            .copies())
                    .singleElement()
                    .isInstanceOfSatisfying(ResumedCopy.Refused.class, copy -> assertThat(copy.reason())
                            .contains(reason));
            assertThat(bench.transport.requests()).isEmpty();
        }
    }
}
