package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copy that waits for its place, whose {@code cancel()} nobody waits for any more when the store answers. */
class GivenUpCancelTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey("nightly").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");
    private final FullPlaces places = new FullPlaces(cluster.transport());
    private final HeldStore store = new HeldStore();

    @AfterEach
    void close() {
        cluster.close();
    }

    /** How the wait for a cancel ends before the store has answered. */
    private enum Abandoned {
        BY_ITS_FUTURE {
            @Override
            void cancel(Operation<?> copy, ManualTimeSource time) {
                copy.cancelAsync().cancel(true);
            }
        },
        BY_ITS_DEADLINE {
            @Override
            void cancel(Operation<?> copy, ManualTimeSource time) {
                CompletableFuture<CancelResult> result = copy.cancelAsync();
                for (int i = 0; i < 200 && !result.isDone(); i++) {
                    time.advance(Duration.ofSeconds(1));
                }
                assertThat(result).isCompletedExceptionally();
            }
        },
        BY_AN_INTERRUPT {
            @Override
            void cancel(Operation<?> copy, ManualTimeSource time) {
                Thread.currentThread().interrupt();
                assertThat(catchThrowable(copy::cancel)).isNotNull();
                assertThat(Thread.interrupted()).isTrue();
            }
        };

        abstract void cancel(Operation<?> copy, ManualTimeSource time);
    }

    @ParameterizedTest
    @CsvSource({
        "FIND, true, false, BY_ITS_FUTURE",
        "FIND, true, false, BY_ITS_DEADLINE",
        "FIND, true, false, BY_AN_INTERRUPT",
        "SAVE, true, false, BY_ITS_FUTURE",
        "SAVE, true, false, BY_ITS_DEADLINE",
        "SAVE, true, false, BY_AN_INTERRUPT",
        "CLAIM, true, false, BY_ITS_FUTURE",
        "CLAIM, true, true, BY_ITS_DEADLINE",
        "CLAIM, false, false, BY_ITS_FUTURE",
        "CLAIM, false, true, BY_ITS_FUTURE",
        "CLAIM, false, true, BY_ITS_DEADLINE",
        "CLAIM, false, true, BY_AN_INTERRUPT",
        "FIND, false, false, BY_ITS_FUTURE",
        "SAVE, false, false, BY_ITS_DEADLINE"
    })
    void copy_whoseCancelIsAnsweredLate_isEitherSentOrRecordedAsNeverSent(
            HeldStore.Question held, boolean turnComesFirst, boolean backwards, Abandoned abandoned) {
        cluster.script(Timeline.lasting(Duration.ofSeconds(30)));
        try (ServiceFabricClient waiting = client();
                ServiceFabricClient other = TestClients.inProcess(cluster, time)
                        .operationStore(store)
                        .build()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            time.advance(Duration.ofSeconds(5)); // so that the store is asked at its turn
            store.holds.add(held);
            if (turnComesFirst) {
                places.freeAll();
            }
            abandoned.cancel(queued, time);
            if (!turnComesFirst) {
                places.freeAll();
            }
            if (backwards) {
                store.answerAllBackwards();
            } else {
                store.answerAll();
            }
            time.advance(Duration.ofSeconds(1));

            boolean isSent = cluster.arrivals("copyImage") == 1;
            if (isSent) { // whoever starts it again finds it under way
                Throwable unused = catchThrowable(() -> other.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED));
                time.advance(Duration.ofSeconds(2));
            }
            OperationState end = ended(queued);

            assertThat(cluster.arrivals("copyImage")).isEqualTo(end == OperationState.SUCCEEDED ? 1 : 0);
            assertThat(recorded(waiting).outcome().orElseThrow().begun()).isEqualTo(end == OperationState.SUCCEEDED);
            assertThat(recorded(waiting).outcome().orElseThrow().state()).isEqualTo(end);
        }
    }

    private ServiceFabricClient client() {
        return TestClients.inProcess(cluster, time)
                .transport(places)
                .operationStore(store)
                .build();
    }

    private StoredOperation recorded(ServiceFabricClient client) {
        return store.find(client.copies().key("nightly")).join().orElseThrow();
    }

    private OperationState ended(Operation<CopiedContent> copy) {
        CompletableFuture<CopiedContent> wait = copy.awaitAsync(Duration.ofHours(6));
        for (int minute = 0; minute < 360 && !wait.isDone(); minute++) {
            places.freeAll();
            time.advance(Duration.ofMinutes(1));
        }
        return copy.latest().state();
    }

    /** The turn has just been permitted, and the cancel asks right after that. */
    @Test
    void copy_whoseCancelIsSavedAndSaidToHaveFailed_isNotSent() {
        try (ServiceFabricClient waiting = client()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            time.advance(Duration.ofSeconds(5)); // so that the store is asked at its turn
            store.losesTheAnswerOfNeverSent = true;
            store.holds.add(HeldStore.Question.FIND);
            places.freeAll();
            store.holds.clear();
            CompletableFuture<CancelResult> cancel = queued.cancelAsync();
            store.answerAll();

            assertThat(ended(queued)).isNotEqualTo(OperationState.SUCCEEDED);
            assertThat(cancel).isCompletedExceptionally();
            assertThat(recorded(waiting).outcome().orElseThrow().begun()).isFalse();
            assertThat(cluster.arrivals("copyImage")).isZero();
        }
    }

    @Test
    void cancel_whoseStoreFailsWhileTheClockIsBroken_ends() {
        FaultyStore broken = new FaultyStore();
        BrokenClock clock = new BrokenClock(time);
        try (ServiceFabricClient waiting = TestClients.inProcess(cluster, time)
                .timeSource(clock)
                .transport(places)
                .operationStore(broken)
                .build()) {
            Operation<CopiedContent> queued = waiting.copyImage(TestClients.copy("App\\v1", "App\\v2"), KEYED);
            broken.fails = true;
            for (int reading = 0; reading < 6; reading++) {
                clock.throwsAt(reading);
                CompletableFuture<CancelResult> cancel;
                try {
                    cancel = queued.cancelAsync();
                } catch (IllegalStateException beforeItBegan) {
                    continue;
                }
                assertThat(cancel).as("reading %s", reading).isCompletedExceptionally();
            }
        }
    }
}
