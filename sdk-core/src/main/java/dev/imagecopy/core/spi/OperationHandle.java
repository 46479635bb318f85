package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.operation.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The content of a resume token: enough to find an operation again, without secrets and without addresses.
 *
 * @param place where the operation belongs
 * @param start how it was started
 * @param operationId the service's id; empty for a request whose reply was lost
 * @param name the name of what is being created; empty if it has none
 * @param details further facts that this kind of operation needs
 */
public record OperationHandle(Place place, Start start, String operationId, String name, Map<String, String> details) {
    private static final String EVIDENCE = "evidence";

    /**
     * Where an operation belongs: what a client must agree with to resume it.
     *
     * @param provider the provider, for example {@code alibaba-ecs}
     * @param kind the kind of operation, for example {@code copy-image}
     * @param region where the operation runs; empty if the provider has no regions
     * @param scope the account, project or folder, as far as it is known without a call; empty if unknown
     */
    public record Place(String provider, String kind, String region, String scope) {
        /** Rejects null. */
        public Place {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(scope, "scope");
        }
    }

    /**
     * How an operation was started.
     *
     * @param idempotencyKey the key under which it was started; empty if the service has no keys
     * @param fingerprint the fingerprint of the request
     * @param startedAt the time right before the first attempt
     * @param request the request, if it can be sent again
     */
    public record Start(String idempotencyKey, Fingerprint fingerprint, Instant startedAt, KeptRequest request) {
        /** Rejects null. */
        public Start {
            Objects.requireNonNull(idempotencyKey, "idempotencyKey");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(startedAt, "startedAt");
            Objects.requireNonNull(request, "request");
        }
    }

    /** Rejects null and copies the details. */
    public OperationHandle {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(name, "name");
        details = Map.copyOf(details);
    }

    /** {@return the provider} */
    public String provider() {
        return place.provider();
    }

    /** {@return the kind of operation} */
    public String kind() {
        return place.kind();
    }

    /** {@return where the operation runs; empty if the provider has no regions} */
    public String region() {
        return place.region();
    }

    /** {@return the account, project or folder; empty if unknown} */
    public String scope() {
        return place.scope();
    }

    /** {@return the key under which it was started; empty if the service has no keys} */
    public String idempotencyKey() {
        return start.idempotencyKey();
    }

    /** {@return the fingerprint of the request} */
    public Fingerprint fingerprint() {
        return start.fingerprint();
    }

    /** {@return the time right before the first attempt} */
    public Instant startedAt() {
        return start.startedAt();
    }

    /** {@return the request that started it, if it can be sent again} */
    public KeptRequest request() {
        return start.request();
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
        return new OperationHandle(place, start, id, name, other);
    }

    /**
     * Returns a copy with another right to send the request again.
     *
     * @param other the request that replaces the current one
     * @return the changed copy
     */
    public OperationHandle withRequest(KeptRequest other) {
        return new OperationHandle(
                place,
                new Start(start.idempotencyKey(), start.fingerprint(), start.startedAt(), other),
                operationId,
                name,
                details);
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
     * @param flow the step that sends it
     * @param read asks the service anything, for the time in its answer, if our clock leaves it open whether it still knows the key
     * @param <R> the request's type
     * @return the request; empty if it may not be sent
     */
    public <R> CompletableFuture<Optional<R>> repeatable(
            RequestJson<R> form, ApiCall<R, ?> submit, CallFlow flow, Function<R, CompletableFuture<?>> read) {
        Optional<R> request = repeatable(form, submit, flow);
        if (request.isEmpty() || !start.request().needsServiceTime(start.startedAt(), flow)) {
            return CompletableFuture.completedFuture(request);
        }
        return read.apply(request.get()).handle((answer, thrown) -> {
            if (thrown != null && isWithoutAnswer(CallFlow.causeOf(thrown))) {
                throw new CompletionException(CallFlow.causeOf(thrown));
            }
            return start.request().needsServiceTime(start.startedAt(), flow)
                    ? Optional.empty()
                    : repeatable(form, submit, flow);
        });
    }

    private <R> Optional<R> repeatable(RequestJson<R> form, ApiCall<R, ?> submit, CallFlow flow) {
        return start.idempotencyKey().isEmpty()
                ? Optional.empty()
                : start.request().repeatable(form, submit, start.fingerprint(), start.startedAt(), flow);
    }

    /** A refusal that would be the same another time has the service's date as well. */
    private static boolean isWithoutAnswer(Throwable thrown) {
        return !(thrown instanceof ApiException refusal) || refusal.retryable();
    }

    /**
     * Sends a request again that is {@link #repeatable}. No attempt begins after the service may have forgotten the key, even if
     * only the answer to an earlier attempt shows how late it is.
     *
     * @param submit the call that sends it
     * @param flow the step that sends it
     * @param request the request
     * @param <R> the request's type
     * @param <T> the type of the result
     * @return the result; empty if the answer to an attempt showed that it is too late
     */
    public <R, T> CompletableFuture<Optional<T>> repeat(ApiCall<R, T> submit, CallFlow flow, R request) {
        ApiCall<R, T> again =
                submit.replayed(start.idempotencyKey(), () -> start.request().keyLeft(start.startedAt(), flow));
        return flow.call(again, request)
                .thenApply(Optional::of)
                .exceptionallyCompose(thrown ->
                        CallFlow.causeOf(thrown) instanceof DeadlineExceededException && repeatableIsOver(flow)
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : CompletableFuture.failedFuture(CallFlow.causeOf(thrown)));
    }

    private boolean repeatableIsOver(CallFlow flow) {
        Duration left = start.request().keyLeft(start.startedAt(), flow);
        return flow.serviceTime().isPresent() && (left.isZero() || left.isNegative());
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
        require("region", place.region(), expected);
    }

    /**
     * Rejects a handle without a scope, or of another account, project or folder.
     *
     * @param expected the client's scope; empty if unknown, in which case any is accepted
     * @throws IllegalArgumentException if the scopes differ; the message names both
     */
    public void requireScope(String expected) {
        if (!expected.isEmpty()) {
            require("scope", place.scope(), expected);
        }
    }

    private static void require(String what, String token, String client) {
        if (!token.equals(client)) {
            throw new IllegalArgumentException("This resume token belongs to " + what + " '" + token
                    + "', but this client works in " + what + " '" + client + "'");
        }
    }
}
