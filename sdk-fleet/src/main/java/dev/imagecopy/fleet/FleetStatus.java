package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.imagecopy.bulk.CopyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The numbers of a fleet at one moment.
 *
 * @param waiting how many copies wait for a place
 * @param ready how many have a place and are about to be looked up or sent
 * @param sending how many are being sent or settled
 * @param running how many the service has accepted
 * @param setAside how many rows cannot be read
 * @param endings how many have ended, by how; ways in which none has ended are omitted
 * @param oldestWaiting how long the copy that was submitted first has been waiting for its place; zero if none waits
 * @param lag how long the step that is overdue for the longest time has been waiting for a worker; zero if none is overdue. It grows
 *     when there are too few workers
 * @param at the time of all this, by the database's clock
 */
public record FleetStatus(
        long waiting,
        long ready,
        long sending,
        long running,
        long setAside,
        Map<CopyStatus, Long> endings,
        Duration oldestWaiting,
        Duration lag,
        Instant at) {
    /** Copies the map. */
    public FleetStatus {
        endings = Map.copyOf(requireNonNull(endings, "endings"));
        requireNonNull(oldestWaiting, "oldestWaiting");
        requireNonNull(lag, "lag");
        requireNonNull(at, "at");
    }

    /**
     * Returns how many copies ended with a status.
     *
     * @param status the status
     */
    public long ended(CopyStatus status) {
        return endings.getOrDefault(requireNonNull(status, "status"), 0L);
    }

    /** Returns how many copies have ended, in any way. */
    public long ended() {
        return endings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many copies there are. */
    public long total() {
        return waiting + ready + sending + running + setAside + ended();
    }

    /** Returns whether no copy waits or is under way. */
    @JsonIgnore
    public boolean isIdle() {
        return waiting + ready + sending + running == 0;
    }
}
