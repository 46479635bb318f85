package dev.imagecopy.cli.fleet;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.RunEvent;
import dev.imagecopy.cli.output.RunSummary;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.FleetStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Shows how the copies of a fleet move, as a run shows its own. Used by one thread. */
final class FleetWatch {
    /** Of larger fleets only the total is shown: reading all rows each second would cost more than the copies. */
    private static final int MOST_SHOWN_EACH = 500;

    private static final int LOOKS_BETWEEN_OPEN = 30;

    private final Fleet fleet;
    private final Output output;
    private final long begin = System.nanoTime();
    private final Set<String> open = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean isAway;
    private int looks;

    FleetWatch(Fleet fleet, Output output) {
        this.fleet = fleet;
        this.output = output;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Looks once; empty while the database is away, which is told once. */
    Optional<FleetStatus> look() {
        try {
            FleetStatus status = fleet.status();
            if (status.total() <= MOST_SHOWN_EACH) {
                showEach();
            } else if (++looks % LOOKS_BETWEEN_OPEN == 0) {
                showOpen();
            }
            output.event(new RunEvent.Total(total(status)));
            if (isAway) {
                isAway = false;
                output.note("The database is back.");
            }
            return Optional.of(status);
        } catch (FleetException e) {
            if (!isAway) {
                isAway = true;
                output.note(e.getMessage() + "; the worker goes on when it is back.");
            }
            return Optional.empty();
        }
    }

    private void showEach() {
        try (Stream<FleetCopy> copies = fleet.copies()) {
            copies.forEach(this::show);
        }
    }

    /** Those that are shown since the fleet was smaller. */
    private void showOpen() {
        for (String id : List.copyOf(open)) {
            fleet.copy(id).ifPresent(this::show);
        }
    }

    private void show(FleetCopy copy) {
        if (copy.state() != FleetState.ENDED) {
            open.add(copy.id());
            told.remove(copy.id());
        }
        if (copy.state() == FleetState.RUNNING) {
            output.event(new RunEvent.Moved(progress(copy)));
        } else if (copy.state() == FleetState.ENDED && open.remove(copy.id())) {
            tellEnd(copy);
        }
    }

    private void tellEnd(FleetCopy copy) {
        if (told.add(copy.id())) {
            output.event(new RunEvent.Ended(copy.outcome()));
        }
    }

    private static CopyProgress progress(FleetCopy copy) {
        return new CopyProgress(
                copy.outcome().key(),
                copy.outcome().client(),
                copy.outcome().target(),
                OperationState.RUNNING,
                copy.percent(),
                Optional.empty());
    }

    private BulkProgress total(FleetStatus status) {
        long succeeded = status.ended(CopyStatus.SUCCEEDED);
        return new BulkProgress(
                status.ended() + status.setAside(),
                status.ended() - succeeded + status.setAside(),
                status.sending() + status.running(),
                status.waiting() + status.ready(),
                true,
                elapsed(),
                Optional.empty());
    }

    /** What the numbers are in terms of a run that is left now. */
    static Map<CopyStatus, Long> counts(FleetStatus status) {
        Map<CopyStatus, Long> counts = new EnumMap<>(CopyStatus.class);
        counts.putAll(status.endings());
        counts.merge(CopyStatus.FAILED, status.setAside(), Long::sum);
        counts.put(CopyStatus.LEFT_RUNNING, status.sending() + status.running());
        counts.put(CopyStatus.NOT_STARTED, status.waiting() + status.ready());
        return counts;
    }

    /** What became of the copies of one plan; those that did not succeed are told, if they have not been. */
    RunSummary summaryOf(String run) {
        try (Stream<FleetCopy> copies = fleet.copies()) {
            return RunSummary.of(
                    copies.filter(copy -> copy.runName().equals(run)).map(this::outcomeOf),
                    elapsed(),
                    Optional.empty());
        }
    }

    private CopyOutcome outcomeOf(FleetCopy copy) {
        if (copy.outcome().status().isFailure()) {
            tellEnd(copy);
        }
        return copy.outcome();
    }
}
