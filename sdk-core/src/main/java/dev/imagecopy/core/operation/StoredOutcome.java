package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How a stored operation ended.
 *
 * @param state the final state
 * @param providerStatus the service's own last status word; empty if there was none
 * @param imageId the id of what was made, or its path; empty if nothing was, or it is not known
 * @param evidence how it is known that the operation is the caller's, and how it ended
 * @param failure why it did not succeed
 * @param begun false if it is certain that no copy began: the service refused the request, or nothing was sent. Only then does
 *     a copy under the same key send the request anew
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
     * @throws IllegalArgumentException if the state is not final, or a copy that never began is to have succeeded
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
     * The end of a copy that certainly never began.
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
