package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

/**
 * The key under which an {@link OperationStore} keeps an operation. Each account may use an idempotency key once.
 *
 * @param provider the provider, for example {@code alibaba-ecs}
 * @param scope the account, project or folder that was set on the client's builder, or what the provider uses in its place;
 *     empty if none was set. Clients of several accounts that share a store must each set theirs
 * @param idempotencyKey the key of the copy, 1 to 64 visible ASCII characters
 */
public record OperationKey(String provider, String scope, String idempotencyKey) {
    /**
     * Rejects null, an empty provider and an empty key.
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
