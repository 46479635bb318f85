package dev.imagecopy.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes and reads stored operations as text, for operation stores on a disk or in a database: one JSON object on one line,
 * with a version. Records of version 1 will always be readable.
 */
public final class StoredOperationJson {
    private static final int VERSION = 1;

    private StoredOperationJson() {}

    /**
     * Writes an operation.
     *
     * @return the line, without a line end
     * @throws IllegalArgumentException if its request is not a JSON object
     */
    public static String write(StoredOperation operation) {
        ObjectNode json = Json.object()
                .put("version", VERSION)
                .put("provider", operation.key().provider())
                .put("scope", operation.key().scope())
                .put("idempotencyKey", operation.key().idempotencyKey())
                .put("phase", operation.phase().name())
                .put("kind", operation.request().kind());
        json.set("request", object(operation.request().json()));
        json.put("region", operation.region())
                .put("name", operation.name())
                .put("token", operation.token().map(ResumeToken::value).orElse(null))
                .put("sends", operation.sends())
                .put("queuedAt", operation.queuedAt().toString())
                .put("sentAt", operation.sentAt().map(Instant::toString).orElse(null))
                .put("changedAt", operation.changedAt().toString());
        operation.outcome().ifPresent(outcome -> json.set("outcome", outcome(outcome)));
        return text(json);
    }

    private static JsonNode outcome(StoredOutcome outcome) {
        ObjectNode json = Json.object()
                .put("state", outcome.state().name())
                .put("providerStatus", outcome.providerStatus())
                .put("imageId", outcome.imageId())
                .put("evidence", outcome.evidence().name())
                .put("begun", outcome.begun());
        outcome.failure().ifPresent(failure -> json.put("code", failure.code())
                .put("message", failure.message())
                .put("requestId", failure.requestId().orElse(null)));
        return json;
    }

    /**
     * Reads an operation.
     *
     * @param line the line, from {@link #write}
     * @throws IllegalArgumentException if it is not of a version that this SDK can read; the message does not quote it
     */
    public static StoredOperation read(String line) {
        JsonNode json = parse(line);
        long version = LenientJson.asLong(json.path("version")).orElse(0);
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    version > VERSION
                            ? "The stored operation is of version " + version + "; this SDK reads version " + VERSION
                            : "The stored operation has no version");
        }
        try {
            return new StoredOperation(
                    new OperationKey(text(json, "provider"), text(json, "scope"), text(json, "idempotencyKey")),
                    StoredOperation.Phase.valueOf(text(json, "phase")),
                    new StoredRequest(text(json, "kind"), text((ObjectNode) json.path("request"))),
                    text(json, "region"),
                    text(json, "name"),
                    LenientJson.string(json.path("token")).map(ResumeToken::new),
                    Math.toIntExact(LenientJson.asLong(json.path("sends")).orElse(-1)),
                    Instant.parse(text(json, "queuedAt")),
                    LenientJson.string(json.path("sentAt")).map(Instant::parse),
                    Instant.parse(text(json, "changedAt")),
                    outcome(json.path("outcome")));
        } catch (ClassCastException | ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw damaged(); // the exceptions of enums and tokens quote their arguments
        }
    }

    private static Optional<StoredOutcome> outcome(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional.of(new StoredOutcome(
                        OperationState.valueOf(text(json, "state")),
                        text(json, "providerStatus"),
                        text(json, "imageId"),
                        Evidence.valueOf(text(json, "evidence")),
                        failure(json),
                        LenientJson.asBoolean(json.path("begun")).orElseThrow(StoredOperationJson::damaged)));
    }

    private static Optional<OperationFailure> failure(JsonNode json) {
        return json.has("code")
                ? Optional.of(new OperationFailure(
                        text(json, "code"), text(json, "message"), LenientJson.scalar(json.path("requestId"))))
                : Optional.empty();
    }

    private static String text(JsonNode json, String name) {
        return LenientJson.scalar(json.path(name)).orElseThrow(StoredOperationJson::damaged);
    }

    private static String text(ObjectNode json) {
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static JsonNode object(String text) {
        JsonNode json = parse(text);
        if (!json.isObject()) {
            throw new IllegalArgumentException("The request is no JSON object");
        }
        return json;
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonFormatException e) {
            throw damaged();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("The stored operation is damaged");
    }
}
