package dev.imagecopy.fleet.internal.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.json.StoredOperationJson;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes and reads the records of copies. Records of version 1 will always be readable. */
public final class CopyRecordJson {
    private static final int VERSION = 1;

    private CopyRecordJson() {}

    /** Writes a record on one line. */
    public static String write(CopyRecord record) {
        ObjectNode json = Json.object()
                .put("version", VERSION)
                .put("mode", record.mode().name())
                .put("attempt", record.attempt())
                .put("begun", record.begun())
                .put("origin", record.origin().name());
        json.set("operation", parse(StoredOperationJson.write(record.operation())));
        record.adopted().ifPresent(token -> json.put("adopted", token.value()));
        json.put("seen", record.marks().seen())
                .put("cancelSent", record.marks().cancelSent())
                .put("troubles", record.marks().troubles());
        record.snapshot().ifPresent(snapshot -> json.set("snapshot", snapshot(snapshot)));
        record.end().ifPresent(end -> json.set("end", end(end)));
        return new String(Json.write(json), UTF_8);
    }

    private static ObjectNode snapshot(CopyRecord.Snapshot snapshot) {
        ObjectNode json = Json.object()
                .put("state", snapshot.state().name())
                .put("providerStatus", snapshot.providerStatus())
                .put("observedAt", snapshot.observedAt().toString());
        snapshot.percent().ifPresent(percent -> json.put("percent", percent));
        snapshot.remaining().ifPresent(left -> json.put("remaining", left.toString()));
        snapshot.requestId().ifPresent(id -> json.put("requestId", id));
        return json;
    }

    private static ObjectNode end(CopyRecord.End end) {
        ObjectNode json = Json.object()
                .put("imageId", end.imageId())
                .put("evidence", end.evidence().name());
        end.failure().ifPresent(failure -> {
            json.put("type", failure.type()).put("code", failure.code()).put("message", failure.message());
            failure.requestId().ifPresent(id -> json.put("requestId", id));
            json.put("retryable", failure.retryable());
        });
        end.token().ifPresent(token -> json.put("resumeToken", token.value()));
        return json;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is damaged, or of a version that this SDK cannot read; the message does not quote it
     */
    public static CopyRecord read(String text) {
        JsonNode json = parse(text);
        long version = LenientJson.asLong(json.path("version")).orElse(0);
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    version > VERSION
                            ? "the record of the copy is of version " + version + "; this SDK reads version " + VERSION
                            : "the record of the copy has no version");
        }
        try {
            return new CopyRecord(
                    CopyJob.Mode.valueOf(text(json, "mode")),
                    number(json, "attempt"),
                    number(json, "begun"),
                    CopyOrigin.valueOf(text(json, "origin")),
                    StoredOperationJson.read(new String(Json.write((ObjectNode) json.path("operation")), UTF_8)),
                    LenientJson.string(json.path("adopted")).map(ResumeToken::new),
                    new CopyRecord.Marks(flag(json, "seen"), flag(json, "cancelSent"), number(json, "troubles")),
                    snapshot(json.path("snapshot")),
                    end(json.path("end")));
        } catch (ClassCastException | ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw damaged(); // the exceptions of enums and tokens quote their arguments
        }
    }

    private static Optional<CopyRecord.Snapshot> snapshot(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional.of(new CopyRecord.Snapshot(
                        OperationState.valueOf(text(json, "state")),
                        text(json, "providerStatus"),
                        json.has("percent") ? OptionalInt.of(number(json, "percent")) : OptionalInt.empty(),
                        LenientJson.string(json.path("remaining")).map(Duration::parse),
                        LenientJson.string(json.path("requestId")),
                        Instant.parse(text(json, "observedAt"))));
    }

    private static Optional<CopyRecord.End> end(JsonNode json) {
        if (json.isMissingNode()) {
            return Optional.empty();
        }
        Optional<CopyFailure> failure = json.has("code")
                ? Optional.of(new CopyFailure(
                        text(json, "type"),
                        text(json, "code"),
                        text(json, "message"),
                        LenientJson.string(json.path("requestId")),
                        flag(json, "retryable")))
                : Optional.empty();
        return Optional.of(new CopyRecord.End(
                text(json, "imageId"),
                Evidence.valueOf(text(json, "evidence")),
                failure,
                LenientJson.string(json.path("resumeToken")).map(ResumeToken::new)));
    }

    private static String text(JsonNode json, String name) {
        return LenientJson.scalar(json.path(name)).orElseThrow(CopyRecordJson::damaged);
    }

    private static int number(JsonNode json, String name) {
        return Math.toIntExact(LenientJson.asLong(json.path(name)).orElseThrow(CopyRecordJson::damaged));
    }

    private static boolean flag(JsonNode json, String name) {
        return LenientJson.asBoolean(json.path(name)).orElseThrow(CopyRecordJson::damaged);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text.getBytes(UTF_8));
        } catch (JsonFormatException e) {
            throw damaged();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the record of the copy is damaged");
    }
}
