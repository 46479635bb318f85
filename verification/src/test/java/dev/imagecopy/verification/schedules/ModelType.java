package dev.imagecopy.verification.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.spi.WireId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A provider module for the {@link ModelService}, as small as one can be: the copy call's repeatability is the test's. */
public final class ModelType implements OperationType<String, String> {
    static final String SECRET = "canary-7f3a91c2";
    static final String HOST = "model.example";
    static final String PROJECT = "project-1";

    /** The result of a search by name: the caller's copy, or those of others. */
    private record Search(String own, List<String> others) {}

    /** A request consists of a name only. */
    private static final RequestJson<String> NAMES = new RequestJson<>() {
        @Override
        public void write(String name, ObjectNode json) {
            json.put("name", name);
        }

        @Override
        public String read(JsonNode json) {
            return LenientJson.nonEmptyText(json.path("name")).orElseThrow(IllegalArgumentException::new);
        }
    };

    private final Mischief mischief;
    private final String scope;
    private final ApiCall<String, String> copy;
    private final ApiCall<String, Search> find;
    private final ApiCall<String, PollResult<String>> status;
    private final ApiCall<String, CancelResult> cancel;

    /** Makes the kind of operation; how the copy may be repeated is the test's to say. */
    public ModelType(Repeatability repeatability) {
        this(repeatability, Mischief.none(), "");
    }

    /**
     * Creates the operation type for a client with misbehaving parts.
     *
     * @param scope the project that the client's builder sets; empty if none
     */
    ModelType(Repeatability repeatability, Mischief mischief, String scope) {
        this.mischief = mischief;
        this.scope = scope;
        copy = ApiCall.<String>of("copyImage", "POST", "/copies", repeatability)
                .keyHeader("Idempotency-Key")
                .json(NAMES::write)
                .returningJson((body, response) -> parsed(WireId.require(body.path("id"), "id")));
        find = ApiCall.<String>get("findCopy", "/find")
                .query("name", name -> name)
                .returningJson((body, response) -> parsed(search(body)));
        status = ApiCall.<String>get("describe", "/copies/{id}")
                .pathId("id", id -> id)
                .returningJson((body, response) -> parsed(read(body)));
        cancel = ApiCall.<String>of("cancelCopy", "DELETE", "/copies/{id}", Repeatability.CONVERGENT)
                .pathId("id", id -> id)
                .returningJson((body, response) -> parsed(cancelled(body)));
    }

    private <V> V parsed(V value) {
        mischief.at("parser");
        return value;
    }

    @Override
    public String kind() {
        return "copy-image";
    }

    @Override
    public ApiCall<String, ?> submitCall() {
        return copy;
    }

    @Override
    public OperationIntent intent(String name) {
        return new OperationIntent("", PROJECT, name, Map.of());
    }

    @Override
    public String scope() {
        return scope;
    }

    @Override
    public Optional<RequestJson<String>> requestJson() {
        return copy.repeatability() == Repeatability.KEYED ? Optional.of(NAMES) : Optional.empty();
    }

    @Override
    public CompletableFuture<AcceptedOperation<String>> submit(CallFlow flow, String name, OperationHandle intent) {
        return flow.call(copy, name).thenApply(id -> accepted(intent.withOperationId(id)));
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        return true;
    }

    @Override
    public boolean reconcilesByRepeating(OperationHandle intent) {
        return requestJson().isPresent() && intent.request().right() != KeptRequest.Right.NONE;
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<String>>> reconcile(CallFlow flow, OperationHandle intent) {
        if (requestJson().isEmpty()) {
            return byName(flow, intent);
        }
        return intent.repeatable(NAMES, copy, flow, name -> flow.call(find, name))
                .thenCompose(again -> again.isPresent()
                        ? intent.repeat(copy, flow, again.get())
                        : CompletableFuture.completedFuture(Optional.<String>empty()))
                .thenCompose(id -> id.isPresent()
                        ? CompletableFuture.completedFuture(Optional.of(accepted(intent.withOperationId(id.get()))))
                        : byName(flow, intent));
    }

    private CompletableFuture<Optional<AcceptedOperation<String>>> byName(CallFlow flow, OperationHandle intent) {
        return flow.call(find, intent.name()).thenApply(found -> {
            if (found.own().isEmpty() && !found.others().isEmpty()) {
                throw Candidates.unproven(found.others());
            }
            return found.own().isEmpty()
                    ? Optional.empty()
                    : Optional.of(accepted(intent.foundByName(found.own(), intent.details())));
        });
    }

    @Override
    public RemoteOperation<String> attach(OperationHandle handle) {
        mischief.at("operation type");
        return new RemoteOperation<>() {
            @Override
            public CompletableFuture<PollResult<String>> poll(CallFlow flow) {
                mischief.at("poll");
                return flow.call(status, handle.operationId());
            }

            @Override
            public CompletableFuture<CancelResult> cancel(CallFlow flow) {
                mischief.at("cancel");
                return flow.call(cancel, handle.operationId());
            }
        };
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        handle.requireRegion("");
    }

    private AcceptedOperation<String> accepted(OperationHandle handle) {
        return new AcceptedOperation<>(handle, attach(handle), PollResult.pending(OperationState.QUEUED, ""));
    }

    private static Search search(JsonNode body) {
        if (body.has("id")) {
            return new Search(WireId.require(body.path("id"), "id"), List.of());
        }
        if (!body.isObject() || (!body.isEmpty() && !body.has("others"))) {
            throw new JsonFormatException("the answer is no list of copies");
        }
        return new Search(
                "",
                LenientJson.items(body.path("others")).stream()
                        .map(other -> WireId.require(other, "other"))
                        .toList());
    }

    private static CancelResult cancelled(JsonNode body) {
        String over = text(body, "over");
        return over.equals("NO")
                ? new CancelResult.Requested()
                : Stream.of(OperationState.SUCCEEDED, OperationState.FAILED)
                        .filter(state -> state.name().equals(over))
                        .findFirst()
                        .map(CancelResult.AlreadyFinished::new)
                        .orElseThrow(() -> new JsonFormatException("the answer tells no end"));
    }

    private static PollResult<String> read(JsonNode body) {
        String status = text(body, "status");
        return switch (status) {
            case "DONE" -> PollResult.succeeded(status, WireId.require(body.path("image"), "image"));
            case "ERROR" ->
                PollResult.ended(OperationState.FAILED, status, new OperationFailure("Disk", "full", Optional.empty()));
            default -> PollResult.pending(OperationState.RUNNING, status);
        };
    }

    private static String text(JsonNode body, String name) {
        return LenientJson.string(body.path(name))
                .orElseThrow(() -> new JsonFormatException("the answer has no " + name));
    }

    /** Credentials; new ones after a rejection have another number. */
    record Key(Secret secret, int number) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(secret);
        }
    }

    /** A client of the service signs with the secret and the time, which the service checks. */
    static ProviderProfile<Key> profile(CredentialsProvider<Key> credentials, Mischief mischief) {
        return ProviderProfile.<Key>builder("ModelClient", "model")
                .endpoints(route -> URI.create("https://" + HOST))
                .credentials(credentials)
                .signer((request, key, now) -> {
                    mischief.at("signer");
                    return request.withHeaders(request.headers().toBuilder()
                            .set("Authorization", key.secret().reveal())
                            .set("X-Date", now.toString())
                            .build());
                })
                .errors((response, body) -> {
                    ApiError error = new ApiError(
                            response.status(),
                            "Model",
                            LenientJson.text(body.path("message")),
                            null,
                            null,
                            null,
                            Map.of());
                    return switch (response.status()) {
                        case 401 -> new ServiceError(error, Recovery.REFRESH_CREDENTIALS, AuthenticationException::new);
                        case 403 -> new ServiceError(error, Recovery.CORRECT_CLOCK, AuthenticationException::new);
                        case 404 -> new ServiceError(error, Recovery.NONE, NotFoundException::new);
                        case 429 -> new ServiceError(error, Recovery.THROTTLED, ThrottledException::new);
                        default -> new ServiceError(error, Recovery.TRANSIENT, ServerErrorException::new);
                    };
                })
                .build();
    }
}
