package dev.imagecopy.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.spi.TargetImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The copies of the made-up service as a kind that can be stored; the service has no idempotency keys. */
final class NamedCopyType implements dev.imagecopy.core.spi.CopyType<NamedCopyType.NamedCopy, String, String> {
    private final CopyType copies;

    NamedCopyType(CopyType copies) {
        this.copies = copies;
    }

    record NamedCopy(String name) implements CopyRequest {}

    @Override
    public Class<NamedCopy> requestType() {
        return NamedCopy.class;
    }

    @Override
    public String effective(NamedCopy request) {
        return request.name();
    }

    @Override
    public NamedCopy request(String name) {
        return new NamedCopy(name);
    }

    @Override
    public RequestJson<String> storedForm() {
        return new RequestJson<>() {
            @Override
            public void write(String name, ObjectNode json) {
                json.put("name", name);
            }

            @Override
            public String read(JsonNode json) {
                return LenientJson.string(json.path("name"))
                        .orElseThrow(() -> new IllegalArgumentException("name is missing"));
            }
        };
    }

    @Override
    public String targetRegion(String name) {
        return copies.region;
    }

    @Override
    public String targetName(String name) {
        return name;
    }

    @Override
    public String sourceId(String name) {
        return "img-0";
    }

    @Override
    public String resultId(String image) {
        return image;
    }

    @Override
    public String restored(OperationHandle handle, StoredOutcome outcome) {
        return outcome.imageId();
    }

    @Override
    public boolean neverBegan(OperationSnapshot<String> end) {
        return copies.neverBegins;
    }

    @Override
    public boolean honorsKeys() {
        return copies.honorsKeys;
    }

    @Override
    public CompletableFuture<@Nullable Void> noteServiceTime(CallFlow flow, OperationHandle intent) {
        copies.serviceTime.ifPresent(now -> ServiceTime.isSentAfter(now, intent));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<TargetLook<String>> lookUp(
            CallFlow flow,
            String name,
            OperationHandle intent,
            Function<AcceptedOperation<String>, Operation<String>> adopt) {
        return copies.reconcile(flow, intent)
                .thenApply(found -> TargetImage.judge(
                        found.stream().map(NamedCopyType::running).toList(),
                        image -> adopt.apply(found.orElseThrow())));
    }

    private static TargetImage<String> running(AcceptedOperation<String> found) {
        String id = found.handle().operationId();
        return new TargetImage<>(id, "RUNNING", OperationState.RUNNING, "", TargetLook.Match.NAME, id);
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(CallFlow flow, String name, OperationHandle intent, String id) {
        return flow.call(CopyType.CANCEL, id).thenApply(done -> null);
    }

    @Override
    public String kind() {
        return copies.kind();
    }

    @Override
    public ApiCall<String, ?> submitCall() {
        return copies.submitCall();
    }

    @Override
    public void checkKey(String name, String key) {
        copies.checkKey(name, key);
    }

    @Override
    public OperationIntent intent(String name) {
        return copies.intent(name);
    }

    @Override
    public CompletableFuture<AcceptedOperation<String>> submit(CallFlow flow, String name, OperationHandle intent) {
        return copies.submit(flow, name, intent);
    }

    @Override
    public boolean reconciles(OperationHandle intent) {
        return copies.reconciles(intent);
    }

    @Override
    public CompletableFuture<Optional<AcceptedOperation<String>>> reconcile(CallFlow flow, OperationHandle intent) {
        return copies.reconcile(flow, intent);
    }

    @Override
    public RemoteOperation<String> attach(OperationHandle handle) {
        return copies.attach(handle);
    }

    @Override
    public String scope() {
        return copies.scope();
    }

    @Override
    public void requireOwn(OperationHandle handle) {
        copies.requireOwn(handle);
    }

    /** The copies of a bench. */
    static dev.imagecopy.core.Copies<String> of(CopyBench bench) {
        return bench.runtime.copies(List.of(new NamedCopyType(bench.type)));
    }
}
