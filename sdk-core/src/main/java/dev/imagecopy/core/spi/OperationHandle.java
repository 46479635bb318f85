package dev.imagecopy.core.spi;

import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.time.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of a resume token: enough to find an operation again, without secrets and without addresses.
 *
 * @param provider the provider, for example {@code alibaba-ecs}
 * @param kind the kind of operation, for example {@code copy-image}
 * @param region where the operation runs; empty if the provider has no regions
 * @param operationId the service's id; empty for a request whose reply was lost
 * @param idempotencyKey the key under which it was started; empty if the service has no keys
 * @param fingerprint the fingerprint of the request
 * @param name the name of what is being created; empty if it has none
 * @param startedAt the time right before the first attempt
 * @param scope the account, project or folder, as far as it is known without a call; empty if unknown
 * @param details further facts that this kind of operation needs
 * @param request the request that started it, if it can be sent again
 */
public record OperationHandle(
        String provider,
        String kind,
        String region,
        String operationId,
        String idempotencyKey,
        Fingerprint fingerprint,
        String name,
        Instant startedAt,
        String scope,
        Map<String, String> details,
        KeptRequest request) {
    private static final String EVIDENCE = "evidence";

    /** Rejects null and copies the details. */
    public OperationHandle {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(request, "request");
        details = Map.copyOf(details);
    }

    /**
     * Returns a copy with the id that the service assigned.
     *
     * @param id the operation's id
     * @return the changed copy
     */
    public OperationHandle withOperationId(String id) {
        return accepted(id, details);
    }

    /**
     * Returns a copy with the id that the service assigned, and other facts from its response.
     *
     * @param id the operation's id
     * @param other the details that replace the current ones
     * @return the changed copy
     */
    public OperationHandle accepted(String id, Map<String, String> other) {
        return new OperationHandle(
                provider, kind, region, id, idempotencyKey, fingerprint, name, startedAt, scope, other, request);
    }

    /**
     * Returns a copy with another right to send the request again.
     *
     * @param other the request that replaces the current one
     * @return the changed copy
     */
    public OperationHandle withRequest(KeptRequest other) {
        return new OperationHandle(
                provider,
                kind,
                region,
                operationId,
                idempotencyKey,
                fingerprint,
                name,
                startedAt,
                scope,
                details,
                other);
    }

    /**
     * Returns a copy with other details.
     *
     * @param other the details that replace the current ones
     * @return the changed copy
     */
    public OperationHandle withDetails(Map<String, String> other) {
        return accepted(operationId, other);
    }

    /**
     * Returns a copy for an operation that was found by the name of its image.
     *
     * @param id the operation's id; empty if it remains unknown
     * @param other the details that replace the current ones
     * @return the changed copy, with this {@link #evidence}
     */
    public OperationHandle foundByName(String id, Map<String, String> other) {
        Map<String, String> marked = new HashMap<>(other);
        marked.put(EVIDENCE, Evidence.FOUND_BY_NAME.name());
        return accepted(id, marked);
    }

    /**
     * Returns how the client knows that the operation is the caller's.
     *
     * @return {@code FOUND_BY_NAME} or {@code ANSWERED}
     */
    public Evidence evidence() {
        return detail(EVIDENCE).isEmpty() ? Evidence.ANSWERED : Evidence.FOUND_BY_NAME;
    }

    /**
     * Reads the request if it may be sent again now, under the handle's idempotency key.
     *
     * @param form how the request was written
     * @param submit the call that sends it
     * @param time the clocks
     * @param <R> the request's type
     * @return the request; empty if it may not be sent
     */
    public <R> Optional<R> repeatable(RequestJson<R> form, ApiCall<R, ?> submit, TimeSource time) {
        return idempotencyKey.isEmpty()
                ? Optional.empty()
                : request.repeatable(form, submit, fingerprint, startedAt, time);
    }

    /**
     * Returns one detail.
     *
     * @param key its name
     * @return its value; empty if there is none
     */
    public String detail(String key) {
        return details.getOrDefault(key, "");
    }

    /**
     * Rejects a handle of another region.
     *
     * @param expected the client's region
     * @throws IllegalArgumentException if the regions differ; the message names both
     */
    public void requireRegion(String expected) {
        require("region", region, expected);
    }

    /**
     * Rejects a handle without a scope, or of another account, project or folder.
     *
     * @param expected the client's scope; empty if unknown, in which case any is accepted
     * @throws IllegalArgumentException if the scopes differ; the message names both
     */
    public void requireScope(String expected) {
        if (!expected.isEmpty()) {
            require("scope", scope, expected);
        }
    }

    private static void require(String what, String token, String client) {
        if (!token.equals(client)) {
            throw new IllegalArgumentException("This resume token belongs to " + what + " '" + token
                    + "', but this client works in " + what + " '" + client + "'");
        }
    }
}
