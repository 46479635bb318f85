package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How a stored operation ended.
 *
 * @param state the final state
 * @param providerStatus the service's own last status; empty if there was none
 * @param imageId the id or path of the new image; empty if there is none, or if it is not known
 * @param evidence how the client knows that the operation is the caller's, and how it ended
 * @param failure why it did not succeed; empty if it did
 * @param begun false if it is certain that no copy began: the service refused the request, or nothing was sent. Only then does
 *     a copy under the same key send the request again
 */
public record StoredOutcome(
        OperationState state,
        String providerStatus,
        String imageId,
        Evidence evidence,
        Optional<OperationFailure> failure,
        boolean begun) {
    /**
     * Rejects null.
     *
     * @throws IllegalArgumentException if the state is not final, or if a copy that never began is said to have succeeded
     */
    public StoredOutcome {
        requireNonNull(state, "state");
        requireNonNull(providerStatus, "providerStatus");
        requireNonNull(imageId, "imageId");
        requireNonNull(evidence, "evidence");
        requireNonNull(failure, "failure");
        if (!state.isTerminal()) {
            throw new IllegalArgumentException("StoredOutcome: state must be final, but is " + state);
        }
        if (!begun && state == OperationState.SUCCEEDED) {
            throw new IllegalArgumentException("StoredOutcome: what succeeded has begun");
        }
    }

    /**
     * Returns the outcome of a copy that certainly never began.
     *
     * @param failure why not
     */
    public static StoredOutcome neverBegan(OperationFailure failure) {
        return new StoredOutcome(
                OperationState.FAILED,
                "",
                "",
                Evidence.ANSWERED,
                Optional.of(requireNonNull(failure, "failure")),
                false);
    }
}
