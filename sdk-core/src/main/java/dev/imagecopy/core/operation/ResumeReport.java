package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a client found in a store and what it did, one result for each copy of its account. Immutable.
 *
 * @param copies the result for each copy, in no particular order; of those that had already ended, the first 1,000
 * @param finished how many copies had already ended
 * @param damage what the store had lost, unless that was acknowledged
 * @param <T> the type of the result
 */
public record ResumeReport<T>(List<ResumedCopy<T>> copies, long finished, Optional<OperationStore.Damage> damage) {
    /** Copies the list. */
    public ResumeReport {
        copies = List.copyOf(requireNonNull(copies, "copies"));
        requireNonNull(damage, "damage");
    }

    /** Returns the handles of all copies that are in progress, in the order of the report. */
    public List<Operation<T>> operations() {
        return copies.stream().flatMap(copy -> copy.handle().stream()).toList();
    }
}
