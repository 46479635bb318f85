package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 48, 50, 53, 62 to 64 and 73: what the polls of an accepted copy may meet. */
@FaultTable
class PollFaultsTest {
    private static Probe probe(Watch watch, Peer peer) {
        return watch.own(Probe.at(peer.uri()).timeSource(watch.runningClock()).build());
    }

    @Tag("FAULT-48")
    @ParameterizedTest
    @EnumSource
    void poll_whenTheStatusIsUnknown_isRunning(Mode mode, Watch watch) throws Exception {
        Peer peer =
                watch.own(Peer.copying(poll -> poll == 1 ? Peer.json("{\"status\":\"Hibernating\"}") : Peer.done()));
        Operation<String> copy = probe(watch, peer).copy(mode);
        OperationSnapshot<String> seen = mode.poll(copy);
        assertThat(seen.state()).isEqualTo(OperationState.RUNNING);
        assertThat(seen.providerStatus()).isEqualTo("Hibernating");
        assertThat(mode.await(copy)).isEqualTo("image-1");
        watch.saw("unknown status", "RUNNING, the service's word kept");
    }

    @Tag("FAULT-50")
    @ParameterizedTest
    @EnumSource
    void await_whenTheOperationIsNotVisibleYet_goesOn(Mode mode, Watch watch) throws Exception {
        List<OperationState> seen = new CopyOnWriteArrayList<>();
        Peer peer = watch.own(Peer.copying(poll -> poll <= 3 ? Peer.status(404) : Peer.done()));
        Probe probe = watch.own(Probe.at(peer.uri())
                .timeSource(watch.runningClock())
                .callbackExecutor(Runnable::run)
                .build());
        Operation<String> copy = probe.copy(mode).onProgress(snapshot -> seen.add(snapshot.state()));
        assertThat(mode.await(copy)).isEqualTo("image-1");
        assertThat(seen)
                .containsExactly(
                        OperationState.QUEUED, // at once, as it was accepted
                        OperationState.QUEUED,
                        OperationState.QUEUED,
                        OperationState.QUEUED,
                        OperationState.SUCCEEDED);
        assertThat(peer.arrivals()).isEqualTo(5);
        watch.saw("3 x QUEUED, then SUCCEEDED");
    }

    /** One answer ends it: a service that changes its mind is not asked any more. */
    @Tag("FAULT-53")
    @ParameterizedTest
    @EnumSource
    void poll_whenTheServiceChangesItsMind_keepsTheEnd(Mode mode, Watch watch) throws Exception {
        AtomicInteger ends = new AtomicInteger();
        Peer peer = watch.own(Peer.copying(poll -> poll == 2 ? Peer.running() : Peer.done()));
        Probe probe = watch.own(Probe.at(peer.uri())
                .timeSource(watch.runningClock())
                .callbackExecutor(Runnable::run)
                .build());
        Operation<String> copy = probe.copy(mode).onProgress(snapshot -> {
            if (snapshot.state().isTerminal()) {
                ends.incrementAndGet();
            }
        });
        assertThat(mode.await(copy)).isEqualTo("image-1");
        for (int poll = 0; poll < 3; poll++) {
            assertThat(mode.poll(copy).state()).isEqualTo(OperationState.SUCCEEDED);
        }
        assertThat(mode.await(copy)).isEqualTo("image-1");
        assertThat(ends).hasValue(1);
        assertThat(peer.arrivals()).isEqualTo(2);
        watch.saw("final at the first SUCCEEDED, told once, later polls without I/O");
    }

    @Tag("FAULT-62")
    @ParameterizedTest
    @EnumSource
    void await_whenFiftyPollsFail_goesOn(Mode mode, Watch watch) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        SdkListener counter = new SdkListener() {
            @Override
            public void pollFailed(PollFailed event) {
                watch.show(event);
                assertThat(event.inARow()).isEqualTo(failed.incrementAndGet());
            }
        };
        Peer peer = watch.own(Peer.copying(poll -> failed.get() < 50 ? Peer.status(503) : Peer.done()));
        Probe probe = watch.own(Probe.at(peer.uri())
                .timeSource(watch.runningClock())
                .listener(counter)
                .build());
        Operation<String> copy = probe.copy(mode);
        assertThat(mode.await(copy)).isEqualTo("image-1");
        assertThat(failed).hasValue(50);
        assertThat(copy.lastPollError()).isEmpty();
        assertThat(peer.posts()).isEqualTo(1);
        watch.saw("50 pollFailed events, then SUCCEEDED");
    }

    @Tag("FAULT-63")
    @ParameterizedTest
    @EnumSource
    void await_whenThePermissionIsWithdrawn_endsWithAToken(Mode mode, Watch watch) throws Exception {
        Peer peer = watch.own(
                Peer.copying(poll -> poll == 1 ? Peer.running() : poll == 2 ? Peer.status(403) : Peer.done()));
        Operation<String> copy = probe(watch, peer).copy(mode);
        PollingStoppedException stopped =
                watch.resumable(Mode.failure(() -> mode.await(copy)), PollingStoppedException.class);
        assertThat(stopped).hasCauseInstanceOf(PermissionDeniedException.class);
        assertThat(stopped.snapshot().state()).isEqualTo(OperationState.RUNNING);
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
        assertThat(mode.await(copy)).isEqualTo("image-1");
        watch.saw(
                "PollingStoppedException with token, state RUNNING; another wait succeeds once the permission is back");
    }

    @Tag("FAULT-64")
    @ParameterizedTest
    @EnumSource
    void await_whenItsTimeIsOver_leavesTheCopyAlone(Mode mode, Watch watch) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Peer peer = watch.own(Peer.copying(poll -> over.get() ? Peer.done() : Peer.running()));
        Operation<String> copy = probe(watch, peer).copy(mode);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        Duration patience = Duration.ofMinutes(5);
        OperationWaitTimeoutException timeout =
                watch.resumable(Mode.failure(() -> mode.await(copy, patience)), OperationWaitTimeoutException.class);
        assertThat(timeout.snapshot().state()).isEqualTo(OperationState.RUNNING);
        assertThat(mode.poll(copy).state()).isEqualTo(OperationState.RUNNING);
        over.set(true);
        ResumeToken token = timeout.resumeToken().orElseThrow();
        assertThat(mode.await(probe(watch, peer).resume(token))).isEqualTo("image-1");
        assertThat(peer.posts()).isEqualTo(1);
        watch.saw("OperationWaitTimeoutException with token; polls go on, another client resumes to SUCCEEDED");
    }

    @Tag("FAULT-73")
    @ParameterizedTest
    @EnumSource
    void await_whenTheWallClockJumps_pollsOnTime(Mode mode, Watch watch) throws Exception {
        List<Long> steady = pollTimes(mode, watch, List.of());
        List<Long> jumping = pollTimes(mode, watch, List.of(Duration.ofHours(1), Duration.ofHours(-2)));
        assertThat(jumping).hasSize(60).isEqualTo(steady);
        watch.saw("60 polls at the same monotonic times");
    }

    /** Without jitter, so that two runs can be compared. The clock stands while a poll is under way. */
    private static List<Long> pollTimes(Mode mode, Watch watch, List<Duration> jumps) throws Exception {
        ManualTimeSource time = watch.runningClock();
        List<Long> polls = new ArrayList<>();
        Peer peer = watch.own(Peer.copying(poll -> {
            polls.add(time.nanoTime());
            if (poll % 10 == 0 && poll / 10 <= jumps.size()) {
                time.jumpWallClock(jumps.get(poll / 10 - 1));
            }
            return poll < 60 ? Peer.running() : Peer.done();
        }));
        PollPolicy exact = PollPolicy.standard().toBuilder().jitter(0).build();
        Probe probe = watch.own(
                Probe.at(peer.uri()).timeSource(time).pollPolicy(exact).build());
        assertThat(mode.await(probe.copy(mode))).isEqualTo("image-1");
        return polls;
    }
}
