package dev.imagecopy.verification.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
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
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.ServiceError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A provider module for the {@link ModelService}, as small as one can be: the copy call's repeatability is the test's. */
public final class ModelType implements OperationType<String, String> {
    static final String SECRET = "canary-7f3a91c2";

    private static final ApiCall<String, String> FIND = ApiCall.<String>get("findCopy", "/find")
            .query("name", name -> name)
            .returningJson((body, response) -> LenientJson.text(body.path("id")));
    private static final ApiCall<String, PollResult<String>> STATUS = ApiCall.<String>get("describe", "/copies/{id}")
            .pathId("id", id -> id)
            .returningJson((body, response) -> read(body));
    private static final ApiCall<String, CancelResult> CANCEL = ApiCall.<String>of(
                    "cancelCopy", "DELETE", "/copies/{id}", Repeatability.CONVERGENT)
            .pathId("id", id -> id)
            .returningJson((body, response) -> LenientJson.text(body.path("over"))
                            .isEmpty()
                    ? new CancelResult.Requested()
                    : new CancelResult.AlreadyFinished(OperationState.valueOf(LenientJson.text(body.path("over")))));

    private final ApiCall<String, String> copy;

    /** Makes the kind of operation; how the copy may be repeated is the test's to say. */
    public ModelType(Repeatability repeatability) {
        copy = ApiCall.<String>of("copyImage", "POST", "/copies", repeatability)
                .keyHeader("Idempotency-Key")
                .json((name, json) -> json.put("name", name))
                .returningJson((body, response) -> LenientJson.text(body.path("id")));
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
        return new OperationIntent("", "", name, Map.of());
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
    public CompletableFuture<Optional<AcceptedOperation<String>>> reconcile(CallFlow flow, OperationHandle intent) {
        return flow.call(FIND, intent.name())
                .thenApply(id -> id.isEmpty() ? Optional.empty() : Optional.of(accepted(intent.withOperationId(id))));
    }

    @Override
    public RemoteOperation<String> attach(OperationHandle handle) {
        return new RemoteOperation<>() {
            @Override
            public CompletableFuture<PollResult<String>> poll(CallFlow flow) {
                return flow.call(STATUS, handle.operationId());
            }

            @Override
            public CompletableFuture<CancelResult> cancel(CallFlow flow) {
                return flow.call(CANCEL, handle.operationId());
            }
        };
    }

    @Override
    public void requireOwn(OperationHandle handle) {}

    private AcceptedOperation<String> accepted(OperationHandle handle) {
        return new AcceptedOperation<>(handle, attach(handle), PollResult.pending(OperationState.QUEUED, ""));
    }

    private static PollResult<String> read(JsonNode body) {
        String status = LenientJson.text(body.path("status"));
        return switch (status) {
            case "DONE" -> PollResult.succeeded(status, LenientJson.text(body.path("image")));
            case "ERROR" ->
                PollResult.ended(OperationState.FAILED, status, new OperationFailure("Disk", "full", Optional.empty()));
            default -> PollResult.pending(OperationState.RUNNING, status);
        };
    }

    record Key(Secret secret) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(secret);
        }
    }

    static ProviderProfile<Key> profile() {
        return ProviderProfile.<Key>builder("ModelClient", "model")
                .endpoints(route -> URI.create("https://model.example"))
                .credentials(CredentialsProvider.of(new Key(Secret.of(SECRET))))
                .signer((request, key, now) -> request.withHeaders(request.headers().toBuilder()
                        .set("Authorization", SECRET)
                        .build()))
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
                        case 404 -> new ServiceError(error, Recovery.NONE, NotFoundException::new);
                        case 429 -> new ServiceError(error, Recovery.THROTTLED, ThrottledException::new);
                        default -> new ServiceError(error, Recovery.TRANSIENT, ServerErrorException::new);
                    };
                })
                .build();
    }
}
