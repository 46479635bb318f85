package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One limit of a fleet, which counts the copies of all workers.
 *
 * @param name its name in the fleet's tables: {@code fleet}, or the kind of the limit with what it applies to, separated by
 *     {@code |}
 * @param taken how many copies hold a place under it
 * @param most how many places there are by the settings of the fleet that was asked
 * @param learned how many places there are since the service has refused a copy; empty if it has not
 * @param pausedUntil nothing starts before, because the service has refused a copy while none was running; empty if anything may
 */
public record FleetLimit(String name, int taken, int most, OptionalInt learned, Optional<Instant> pausedUntil) {
    /** Rejects null. */
    public FleetLimit {
        requireNonNull(name, "name");
        requireNonNull(learned, "learned");
        requireNonNull(pausedUntil, "pausedUntil");
    }
}
