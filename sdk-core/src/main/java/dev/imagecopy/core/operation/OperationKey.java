package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

/**
 * Under what an {@link OperationStore} keeps an operation. One idempotency key may be used once in each account.
 *
 * @param provider the provider, for example {@code alibaba-ecs}
 * @param scope the account, project or folder that the client's builder was told, or what stands for it where the provider
 *     knows better; empty if it was told none. Clients of several accounts that share a store must each be told theirs
 * @param idempotencyKey the key of the copy, 1 to 64 visible ASCII characters
 */
public record OperationKey(String provider, String scope, String idempotencyKey) {
    /**
     * Rejects null, and an empty provider or key.
     *
     * @throws IllegalArgumentException if provider or key is empty
     */
    public OperationKey {
        requireNonNull(provider, "provider");
        requireNonNull(scope, "scope");
        requireNonNull(idempotencyKey, "idempotencyKey");
        if (provider.isEmpty() || idempotencyKey.isEmpty()) {
            throw new IllegalArgumentException("OperationKey: provider and idempotencyKey must not be empty");
        }
    }
}
