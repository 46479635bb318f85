package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client does with its store while it starts a copy. */
class RecordedCopyTest {
    private final ManualTimeSource time = new ManualTimeSource();

    private static CallOptions keyed() {
        return CallOptions.builder().idempotencyKey(StoredCloud.KEY).build();
    }

    private static long copiesSent(Simulator service) {
        return service.copies().size();
    }

    @ParameterizedTest
    @EnumSource
    void copy_storesEachStep_andTheEndWhenAPollSeesIt(StoredCloud cloud) throws Exception {
        ScriptedStore store = new ScriptedStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            Operation<?> copy = client.copies().start(cloud.request("golden"), CallOptions.defaults());

            StoredOperation accepted = store.only();
            assertThat(accepted.phase()).isEqualTo(Phase.ACCEPTED);
            assertThat(accepted.token()).contains(copy.resumeToken());
            assertThat(accepted.sends()).isEqualTo(1);
            assertThat(client.copies().read(accepted.request()).getClass())
                    .isEqualTo(cloud.request("golden").getClass());

            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));

            StoredOperation ended = store.only();
            assertThat(ended.phase()).isEqualTo(Phase.FINAL);
            assertThat(ended.outcome().orElseThrow().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(ended.outcome().orElseThrow().imageId()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenItsSendingCannotBeStored_sendsNothing(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore().failSaves(operation -> operation.phase() == Phase.SENDING);
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            assertThatThrownBy(() -> client.copies().start(cloud.request("golden"), CallOptions.defaults()))
                    .isInstanceOf(OperationStoreException.class)
                    .hasMessageContaining("nothing was sent")
                    .hasRootCauseMessage("No space left");
            assertThat(client.copies().startAsync(cloud.request("golden"), keyed()))
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(OperationStoreException.class);
            assertThat(service.copies()).isEmpty();
            assertThat(store.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenTheStoreCannotBeAsked_sendsNothing(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        for (ScriptedStore store :
                new ScriptedStore[] {new ScriptedStore().failFinds(), new ScriptedStore().failClaims()}) {
            try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
                assertThatThrownBy(() -> client.copies().start(cloud.request("golden"), keyed()))
                        .isInstanceOf(OperationStoreException.class);
            }
        }
        assertThat(service.copies()).isEmpty();
    }

    /** The copy is there, so the caller gets its handle; another process settles what is stored. */
    @ParameterizedTest
    @EnumSource
    void copy_whenItsAcceptanceCannotBeStored_isTheCallersAllTheSame(StoredCloud cloud) throws Exception {
        ScriptedStore store = new ScriptedStore().failSaves(operation -> operation.phase() == Phase.ACCEPTED);
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            Operation<?> copy = client.copies().start(cloud.request("golden"), CallOptions.defaults());

            assertThat(store.only().phase()).isEqualTo(Phase.SENDING);
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));
            assertThat(store.only().phase()).isEqualTo(Phase.FINAL);
            assertThat(copiesSent(service)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyAsync_whileTheStoreIsBusy_neitherBlocksNorSends(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore().holdSaves(operation -> true);
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            CompletableFuture<? extends Operation<?>> copy =
                    client.copies().startAsync(cloud.request("golden"), CallOptions.defaults());

            assertThat(copy).isNotDone();
            assertThat(copiesSent(service)).isZero();

            store.release();
            assertThat(time.runUntilDone(copy)).isCompleted();
            assertThat(copiesSent(service)).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyAsync_whenCancelledBeforeItsSendingIsStored_isNeverSent(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore().holdSaves(operation -> operation.phase() == Phase.SENDING);
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            CompletableFuture<? extends Operation<?>> copy =
                    client.copies().startAsync(cloud.request("golden"), keyed());
            copy.cancel(true);
            store.release();

            assertThat(service.copies()).isEmpty();
            assertThat(store.only().phase()).isEqualTo(Phase.FINAL);
            assertThat(store.only().outcome().orElseThrow().begun()).isFalse();

            assertThat(client.copies().start(cloud.request("golden"), keyed())).isNotNull();
            assertThat(store.only().sends()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyAsync_whenTheStoreNeverAnswers_endsAtItsDeadline(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore().holdSaves(operation -> operation.phase() == Phase.SENDING);
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            CompletableFuture<? extends Operation<?>> copy =
                    client.copies().startAsync(cloud.request("golden"), CallOptions.defaults());
            time.advance(Duration.ofMinutes(3));

            assertThat(copy)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(DeadlineExceededException.class);
            store.release();
            assertThat(service.copies()).isEmpty();
            assertThat(store.only().outcome().orElseThrow().begun()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyAsync_whenTheClientIsClosedMeanwhile_isNeverSent(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore().holdSaves(operation -> operation.phase() == Phase.SENDING);
        Simulator service = cloud.simulator(time);
        ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store);
        CompletableFuture<? extends Operation<?>> copy =
                client.copies().startAsync(cloud.request("golden"), CallOptions.defaults());
        client.close();

        assertThat(copy)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ClientClosedException.class);
        store.release();
        assertThat(service.copies()).isEmpty();
        assertThat(store.only().outcome().orElseThrow().begun()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenTheThreadIsInterruptedMeanwhile_isNeverSent(StoredCloud cloud) throws Exception {
        ScriptedStore store = new ScriptedStore().holdSaves(operation -> operation.phase() == Phase.SENDING);
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    ended.completeExceptionally(
                            new AssertionError(client.copies().start(cloud.request("golden"), CallOptions.defaults())));
                } catch (RuntimeException e) {
                    ended.complete(e);
                }
            });
            caller.start();
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            caller.interrupt();

            assertThat(ended.get()).isInstanceOf(SdkInterruptedException.class);
            store.release();
            assertThat(service.copies()).isEmpty();
            assertThat(store.only().outcome().orElseThrow().begun()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copies_underOneKeyAtTheSameTime_areOneCopy(StoredCloud cloud) throws Exception {
        InMemoryOperationStore store = new InMemoryOperationStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> one = cloud.client(service.transport(), time, store);
                ImageCopyClient<?, ?> other = cloud.client(service.transport(), time, store)) {
            var starts = Stream.of(one, other, one, other)
                    .map(client -> CompletableFuture.supplyAsync(
                            () -> client.copies().start(cloud.request("golden"), keyed())))
                    .toList();
            for (CompletableFuture<? extends Operation<?>> start : starts) {
                start.get();
            }
            time.runUntilDone(starts.get(0).get().awaitAsync(Duration.ofHours(9)));

            assertThat(service.copies()).hasSize(1);
            assertThat(starts.stream().map(start -> start.join().id()).distinct())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_underTheKeyOfAnotherRequest_isRefused(StoredCloud cloud) {
        InMemoryOperationStore store = new InMemoryOperationStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            client.copies().start(cloud.request("golden"), keyed());

            assertThatThrownBy(() -> client.copies().start(cloud.request("silver"), keyed()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("idempotencyKey");
            assertThat(service.copies()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_underTheKeyOfOneThatIsOver_isThatOne_withoutACall(StoredCloud cloud) throws Exception {
        InMemoryOperationStore store = new InMemoryOperationStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            Operation<?> copy = client.copies().start(cloud.request("golden"), keyed());
            time.runUntilDone(copy.awaitAsync(Duration.ofHours(9)));
            int calls = service.requests().size();

            Operation<?> again = client.copies().start(cloud.request("golden"), keyed());

            assertThat(again.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(again.latest().result()).isPresent();
            assertThat(again.poll()).isSameAs(again.latest());
            assertThat(again.await(Duration.ofSeconds(1))).isNotNull();
            assertThat(service.requests()).hasSize(calls);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HUAWEI", "SERVICE_FABRIC"})
    void copy_withAKeyThatTheServiceCannotHonour_andNoStore_isRefused(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, Optional.empty())) {
            assertThatThrownBy(() -> client.copies().start(cloud.request("golden"), keyed()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("operationStore");
            assertThat(service.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_whileTheStoreIsDamaged_goesOnlyToServicesWithKeys(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore().damaged();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            if (cloud.honorsKeys()) {
                assertThat(client.copies().start(cloud.request("golden"), keyed()))
                        .isNotNull();
            } else {
                assertThatThrownBy(() -> client.copies().start(cloud.request("golden"), keyed()))
                        .isInstanceOf(OperationStoreException.class)
                        .hasMessageContaining("damaged");
                assertThat(service.copies()).isEmpty();
                store.acknowledge();
                assertThat(client.copies().start(cloud.request("golden"), keyed()))
                        .isNotNull();
            }
        }
    }

    /** The caller was told that there is no copy, so nobody may make one later. */
    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "HUAWEI", "YANDEX"})
    void copy_thatTheServiceRefused_isNotTakenUp_butMayBeStartedAgain(StoredCloud cloud) {
        ScriptedStore store = new ScriptedStore();
        Simulator service = cloud.simulator(time);
        service.failNext(cloud.refusal().on("copyImage"));
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            assertThatThrownBy(() -> client.copies().start(cloud.request("golden"), keyed()))
                    .isInstanceOf(RuntimeException.class);
            assertThat(store.only().outcome().orElseThrow().begun()).isFalse();

            assertThat(client.resumeAll(store).operations()).isEmpty();
            assertThat(service.copies()).isEmpty();

            assertThat(client.copies().start(cloud.request("golden"), keyed())).isNotNull();
            assertThat(service.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void queuedCopy_isSubmittedByWhoeverTakesItUp(StoredCloud cloud) throws Exception {
        ScriptedStore store = new ScriptedStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            var copies = client.copies();
            var request = cloud.request("golden");
            var target = copies.target(request);
            store.save(StoredOperation.queued(
                            copies.key(StoredCloud.KEY),
                            copies.write(request),
                            target.region(),
                            target.name(),
                            time.now()))
                    .get();

            var report = client.resumeAll(store);

            assertThat(report.copies()).singleElement().isInstanceOf(ResumedCopy.Submitted.class);
            time.runUntilDone(report.operations().get(0).awaitAsync(Duration.ofHours(9)));
            assertThat(service.copies()).hasSize(1);
        }
    }

    /** A copy that waits in the store waits on when the service cannot be reached. */
    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "HUAWEI", "YANDEX"})
    void queuedCopy_whenItCannotBeSentNow_staysQueued(StoredCloud cloud) throws Exception {
        ScriptedStore store = new ScriptedStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            var copies = client.copies();
            var request = cloud.request("golden");
            store.save(StoredOperation.queued(
                            copies.key(StoredCloud.KEY), copies.write(request), "", "golden", time.now()))
                    .get();
            service.failNext(Fault.refuseConnection().times(20));

            var resumed = time.runUntilDone(copies.resumeAsync(
                            store, copies.key(StoredCloud.KEY), ResumePolicy.standard(), CallOptions.defaults()))
                    .get();

            assertThat(resumed).isInstanceOf(ResumedCopy.Failed.class);
            assertThat(store.only().phase()).isEqualTo(Phase.QUEUED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumeAll_takesItsOwnAccountOnly(StoredCloud cloud) throws ExecutionException, InterruptedException {
        ScriptedStore store = new ScriptedStore();
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            var request = client.copies().write(cloud.request("golden"));
            var own = client.copies().key(StoredCloud.KEY);
            var foreign = new OperationKey(own.provider(), "another", StoredCloud.KEY);
            store.save(StoredOperation.queued(foreign, request, "", "golden", time.now()))
                    .get();

            assertThat(client.resumeAll(store).copies()).isEmpty();
            assertThat(service.requests()).isEmpty();
        }
    }
}
