package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.OpenAccount;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.concurrent.CompletableFuture;

/**
 * A copy in the store, with the account that can ask for it.
 *
 * @param account the account
 * @param stored what the store knows of it
 */
record StoredCopy(OpenAccount account, StoredOperation stored) {
    private static final int SHOWN = 12;

    /** The end of its key, which is enough to name it. */
    String id() {
        String key = stored.key().idempotencyKey();
        return key.substring(Math.max(0, key.length() - SHOWN));
    }

    String accountName() {
        return account.account().name();
    }

    boolean hasEnded() {
        return stored.phase() == StoredOperation.Phase.FINAL;
    }

    /** Whether its service has accepted it, now or in the past. */
    boolean hasBegun() {
        return stored.phase() == StoredOperation.Phase.ACCEPTED || hasEnded();
    }

    /** Whether a user who writes this means this copy. */
    boolean isNamed(String word) {
        return stored.name().equals(word)
                || id().equals(word)
                || stored.key().idempotencyKey().equals(word)
                || stored.outcome().filter(end -> end.imageId().equals(word)).isPresent();
    }

    CopyTarget target() {
        return new CopyTarget(
                stored.key().provider(), stored.region(), stored.key().scope(), stored.name());
    }

    String source() {
        return sourceOf(account.client().copies());
    }

    private <T> String sourceOf(Copies<T> copies) {
        try {
            return copies.sourceId(copies.read(stored.request()));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * Adopts it if it {@link #hasBegun}. Otherwise this may start it: one that was being sent is looked for, and sent again under its
     * key where its service has keys; one that was not is sent.
     */
    CompletableFuture<? extends ResumedCopy<?>> resume(OperationStore store) {
        return account.client()
                .copies()
                .resumeAsync(store, stored.key(), ResumePolicy.standard(), CallOptions.defaults());
    }
}
