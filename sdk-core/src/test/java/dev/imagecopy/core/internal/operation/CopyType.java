package dev.imagecopy.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.ResendPermit;
import dev.imagecopy.core.spi.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The one kind of operation of a made-up service, with a call that must not be repeated, and knobs for its odd sides. */
final class CopyType implements OperationType<String, String> {
    static final ApiCall<String, String> COPY = ApiCall.<String>of("copyImage", "POST", "/copies", Repeatability.ONCE)
            .json((name, json) -> json.put("name", name))
            .returningJson((body, response) -> LenientJson.text(body.path("id")));
    static final ApiCall<String, String> FIND = ApiCall.<String>get("findCopy", "/find")
            .query("name", name -> name)
            .returningJson((body, response) -> LenientJson.text(body.path("id")));
    static final ApiCall<String, PollResult<String>> STATUS = ApiCall.<String>get("describeCopy", "/copies/{id}")
            .pathId("id", id -> id)
            .returningJson(CopyType::read);
    static final ApiCall<String, CancelResult> CANCEL = ApiCall.<String>of(
                    "cancelCopy", "DELETE", "/copies/{id}", Repeatability.CONVERGENT)
            .pathId("id", id -> id)
            .returningJson((body, response) -> LenientJson.text(body.path("over"))
                            .isEmpty()
                    ? new CancelResult.Requested()
                    : new CancelResult.AlreadyFinished(OperationState.valueOf(LenientJson.text(body.path("over")))));

    boolean reconciles = true;
    String region = "here";
    String scope = "project-1";
    PollResult.Found<String> first = PollResult.pending(OperationState.QUEUED, "");
    PollResult<String> whenMissing = PollResult.notFound();
    Optional<CompletableFuture<?>> news = Optional.empty();

    /** Rejects keys of the caller's by throwing. */
    BiConsumer<String, String> keyCheck = (name, key) -> {};

    /** Whether a refused poll may pass. */
    Predicate<SdkException> mayPass = refusal -> false;

    /** Whether the copy still waits to be sent. */
    boolean unsent;

    /** Whether a copy that has ended never began. */
    boolean neverBegins;

    /** Whether polls send the copy again as far as the engine permits it, instead of asking for its status. */
    boolean resends;

    /** What a token contains now of what it could not contain at first. */
    UnaryOperator<OperationHandle> known = handle -> handle;

    /** Whether the service has idempotency keys. */
    boolean honorsKeys;

    /** The service's time just before a copy is sent, if the type asks for it. */
    Optional<Instant> serviceTime = Optional.empty();

    /** Whether a search counts as sending the request again. */
    boolean repeats;

    /** When set, it answers searches instead of a call. */
    Supplier<CompletableFuture<Optional<AcceptedOperation<String>>>> findInstead;

    /** How requests are kept in tokens. */
    Optional<RequestJson<String>> requestJson = Optional.empty();

    /** Runs between the service's acceptance and the handle. */
    Runnable whenAccepted = () -> {};

    /** When set, it answers polls instead of a call. */
    Supplier<CompletableFuture<PollResult<String>>> pollInstead;

    /** When set, it answers requests to cancel instead of a call. */
    Supplier<CompletableFuture<CancelResult>> cancelInstead;

    /** How often the engine wondered whether to search. */
    final AtomicInteger reconcilesCalls = new AtomicInteger();

    /** What {@code missing} was told about earlier polls. */
    final ConcurrentLinkedQueue<Boolean> missingCalls = new ConcurrentLinkedQueue<>();

    @Override
    public String kind() {
        return "copy-image";
    }

    @Override
    public ApiCall<String, ?> submitCall() {
        return COPY;
    }

    @Override
    public void checkKey(String name, String key) {
        keyCheck.accept(name, key);
    }

    @Override
    public OperationIntent intent(String name) {
        return new OperationIntent(region, "project-1", name, Map.of("source", "img-0"));
    }

    @Override
    public CompletableFuture<AcceptedOperation<String>> submit(CallFlow flow, String name, OperationHandle intent) {
        return flow.call(COPY, name).thenApply(id -> {
            whenAccepted.run();
            return accepted(intent.withOperationId(id));
        });
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        reconcilesCalls.incrementAndGet();
        return reconciles && !intent.name().isEmpty();
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<String>>> reconcile(CallFlow flow, OperationHandle intent) {
        if (findInstead != null) {
            return findInstead.get();
        }
        return flow.call(FIND, intent.name())
                .thenApply(id -> id.isEmpty() ? Optional.empty() : Optional.of(accepted(intent.withOperationId(id))));
    }

    @Override
    public boolean reconcilesByRepeating(OperationHandle intent) {
        return repeats;
    }

    @Override
    public Optional<RequestJson<String>> requestJson() {
        return requestJson;
    }

    @Override
    public RemoteOperation<String> attach(OperationHandle handle) {
        return new Remote(handle.operationId());
    }

    @Override
    public String scope() {
        return scope;
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion(region);
    }

    private AcceptedOperation<String> accepted(OperationHandle handle) {
        return new AcceptedOperation<>(handle, attach(handle), first);
    }

    private static PollResult<String> read(JsonNode body, HttpResponse response) {
        String status = LenientJson.text(body.path("status"));
        if (status.isEmpty()) {
            return PollResult.notFound();
        }
        PollResult.Found<String> result =
                switch (status) {
                    case "DONE" -> PollResult.succeeded(status, LenientJson.text(body.path("image")));
                    case "ERROR" ->
                        PollResult.ended(
                                OperationState.FAILED,
                                status,
                                new OperationFailure(
                                        LenientJson.textOr(body.path("code"), "Disk"),
                                        LenientJson.textOr(body.path("message"), "full"),
                                        Optional.of(LenientJson.textOr(body.path("request"), "req-7"))));
                    case "REFUSED" ->
                        PollResult.<String>pending(OperationState.FAILED, status)
                                .withRefusal(new ServiceError(
                                        new ApiError(
                                                200,
                                                "Quota",
                                                LenientJson.text(body.path("message")),
                                                null,
                                                null,
                                                null,
                                                Map.of()),
                                        Recovery.NONE,
                                        QuotaExceededException::new));
                    case "STOPPED" ->
                        PollResult.ended(
                                OperationState.CANCELLED, status, new OperationFailure("Stop", "", Optional.empty()));
                    case "WAITING" -> PollResult.pending(OperationState.QUEUED, status);
                    case "UNDOING" -> PollResult.pending(OperationState.ROLLING_BACK, status);
                    default -> PollResult.pending(OperationState.RUNNING, status);
                };
        long comeBack = LenientJson.asLong(body.path("comeBackIn")).orElse(-1);
        return comeBack < 0 ? result : result.withNextPoll(Duration.ofSeconds(comeBack));
    }

    private final class Remote implements RemoteOperation<String> {
        private final String id;
        private ResendPermit permit;

        Remote(String id) {
            this.id = id;
        }

        @Override
        public CompletableFuture<PollResult<String>> poll(CallFlow flow) {
            if (resends) {
                return permit.sendingAgain().thenCompose(mine -> mine ? sendAgain(flow) : sentByAnother());
            }
            return pollInstead == null ? flow.call(STATUS, id) : abortable(flow, pollInstead.get());
        }

        private CompletableFuture<PollResult<String>> sendAgain(CallFlow flow) {
            return flow.call(COPY, id).thenApply(sent -> PollResult.pending(OperationState.RUNNING, "SENT_AGAIN"));
        }

        private CompletableFuture<PollResult<String>> sentByAnother() {
            return CompletableFuture.completedFuture(PollResult.pending(OperationState.QUEUED, "SENT_BY_ANOTHER"));
        }

        @Override
        public void resendsWith(ResendPermit given) {
            permit = given;
        }

        @Override
        public OperationHandle known(OperationHandle handle) {
            return known.apply(handle);
        }

        @Override
        public CompletableFuture<PollResult<String>> missing(CallFlow flow, boolean seenBefore) {
            missingCalls.add(seenBefore);
            return CompletableFuture.completedFuture(whenMissing);
        }

        @Override
        public CompletableFuture<CancelResult> cancel(CallFlow flow) {
            return cancelInstead == null ? flow.call(CANCEL, id) : cancelInstead.get();
        }

        @Override
        public boolean mayPass(SdkException refusal) {
            return mayPass.test(refusal);
        }

        @Override
        public boolean isUnsent() {
            return unsent;
        }

        @Override
        public Optional<CompletableFuture<?>> pollTrigger() {
            return news;
        }
    }

    /** A poll that is cancelled with its flow. */
    private static <V> CompletableFuture<V> abortable(CallFlow flow, CompletableFuture<V> poll) {
        CompletableFuture<V> wait = flow.waitFor(poll);
        wait.whenComplete((value, thrown) -> poll.cancel(false));
        return wait;
    }
}
