package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.verification.store.CutTransport.Cut;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process ends at some moment of a copy, and another one goes on over the same store: there is one copy in the end, or none and
 * the caller is told that it is open, but never two.
 */
class CrashTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);

    /** When the first process ends. */
    enum Moment {
        SENDING_IS_NOT_STORED(Phase.SENDING, Cut.NEVER),
        THE_REQUEST_DOES_NOT_ARRIVE(null, Cut.BEFORE_THE_REQUEST_ARRIVES),
        THE_ANSWER_DOES_NOT_COME(null, Cut.BEFORE_THE_ANSWER_COMES),
        ACCEPTED_IS_NOT_STORED(Phase.ACCEPTED, Cut.NEVER),
        ALL_IS_STORED(null, Cut.NEVER);

        private final Phase notStored;
        private final Cut cut;

        Moment(Phase notStored, Cut cut) {
            this.notStored = notStored;
            this.cut = cut;
        }
    }

    /** How the next process goes on. */
    enum GoingOn {
        BY_KEY,
        BY_RESUME_ALL,
        BY_RESUME_ALL_WITH_UNIQUE_NAMES
    }

    private final ManualTimeSource time = new ManualTimeSource();

    @AfterEach
    void nothingFailedOnTheTimer() {
        assertThat(time.taskFailures()).isEmpty();
    }

    static Stream<Arguments> all() {
        return Stream.of(StoredCloud.values())
                .flatMap(cloud -> Stream.of(Moment.values()).flatMap(moment -> Stream.of(GoingOn.values())
                        .map(goingOn -> Arguments.argumentSet(
                                cloud + ", " + moment + ", " + goingOn, cloud, moment, goingOn))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void copy_whenTheProcessEnds_isThereOnceAfterTwoRuns_orOpen(StoredCloud cloud, Moment moment, GoingOn goingOn)
            throws Exception {
        Simulator service = cloud.simulator(time);
        ScriptedStore store = firstRun(cloud, service, moment);
        ScriptedStore next = store.afterRestart();
        boolean begun = !next.all().isEmpty();

        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, next)) {
            List<? extends Operation<?>> operations = goOn(cloud, client, next, goingOn);

            if (operations.isEmpty()) {
                assertThat(!begun || isOpen(cloud, moment, goingOn)).isTrue();
                assertThat(service.copies()).isEmpty();
            } else {
                time.runUntilDone(operations.get(0).awaitAsync(Duration.ofHours(9)));
                assertThat(service.copies()).hasSize(1);
                assertThat(next.only().phase()).isEqualTo(Phase.FINAL);
                assertThat(next.only().outcome().orElseThrow().state()).isEqualTo(OperationState.SUCCEEDED);
            }
        }
    }

    /** Only a service without keys that shows nothing leaves it open, and only if the caller does not know better. */
    private static boolean isOpen(StoredCloud cloud, Moment moment, GoingOn goingOn) {
        return cloud == StoredCloud.HUAWEI
                && moment == Moment.THE_REQUEST_DOES_NOT_ARRIVE
                && goingOn != GoingOn.BY_RESUME_ALL_WITH_UNIQUE_NAMES;
    }

    /** Leaves a client behind as a process does that is killed. */
    private ScriptedStore firstRun(StoredCloud cloud, Simulator service, Moment moment) {
        ScriptedStore store = new ScriptedStore().holdSaves(operation -> operation.phase() == moment.notStored);
        ImageCopyClient<?, ?> client = cloud.client(new CutTransport(service.transport(), moment.cut), time, store);
        CompletableFuture<? extends Operation<?>> started =
                client.copies().startAsync(cloud.request("golden"), keyed());
        assertThat(started.isDone()).isEqualTo(moment == Moment.ALL_IS_STORED || isOpenAtOnce(cloud, moment));
        return store;
    }

    /** This copy is one long call, sent in the background. */
    private static boolean isOpenAtOnce(StoredCloud cloud, Moment moment) {
        return cloud == StoredCloud.SERVICE_FABRIC && moment.cut != Cut.NEVER;
    }

    private List<? extends Operation<?>> goOn(
            StoredCloud cloud, ImageCopyClient<?, ?> client, ScriptedStore store, GoingOn goingOn) throws Exception {
        if (goingOn == GoingOn.BY_KEY) {
            CompletableFuture<? extends Operation<?>> started =
                    client.copies().startAsync(cloud.request("golden"), keyed());
            time.runUntilDone(started.handle((done, thrown) -> done));
            if (started.isCompletedExceptionally()) {
                assertThat(started)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(AmbiguousOutcomeException.class, open -> assertThat(open.resumeToken())
                                .isPresent());
                return List.of();
            }
            return List.of(started.join());
        }
        if (store.all().isEmpty()) {
            return List.of();
        }
        ResumePolicy policy =
                goingOn == GoingOn.BY_RESUME_ALL ? ResumePolicy.standard() : ResumePolicy.uniqueNames(SETTLE);
        ResumedCopy<?> resumed = time.runUntilDone(
                        client.copies().resumeAsync(store, store.only().key(), policy, CallOptions.defaults()))
                .get();
        if (resumed instanceof ResumedCopy.Ambiguous<?> open) {
            assertThat(open.stored().phase()).isEqualTo(Phase.SENDING);
            return List.of();
        }
        return List.of(resumed.handle().orElseThrow());
    }

    private static CallOptions keyed() {
        return CallOptions.builder().idempotencyKey(StoredCloud.KEY).build();
    }
}
