package dev.imagecopy.fleet.internal.step;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import java.time.Duration;

/** What one step of a copy led to. */
public sealed interface StepEnd {
    /**
     * The copy goes on.
     *
     * @param record what is known now
     * @param state where it stands
     * @param dueIn when its next step is due
     * @param accepted whether the service has just accepted it
     * @param problem what a person should know; empty if nothing
     */
    record GoesOn(CopyRecord record, FleetState state, Duration dueIn, boolean accepted, String problem)
            implements StepEnd {}

    /**
     * The copy has ended.
     *
     * @param record what is known now
     * @param status how it ended
     */
    record Ended(CopyRecord record, CopyStatus status) implements StepEnd {}

    /**
     * The service has too many copies, so this one waits again.
     *
     * @param record what is known now
     * @param hint the service's hint how long to wait; zero if there is none
     */
    record TooMany(CopyRecord record, Duration hint) implements StepEnd {}

    /**
     * The row cannot be worked on.
     *
     * @param reason why not, in a sentence
     */
    record SetAside(String reason) implements StepEnd {}
}
