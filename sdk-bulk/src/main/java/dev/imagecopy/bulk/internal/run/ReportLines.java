package dev.imagecopy.bulk.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.ResumeToken;

/** The form of a report's lines. */
public final class ReportLines {
    private ReportLines() {}

    /** Writes one outcome as a JSON object on one line. */
    public static String line(CopyOutcome outcome) {
        ObjectNode json = Json.object()
                .put("job", JobKeys.job(outcome.key()))
                .put("client", outcome.client())
                .put("provider", outcome.target().provider())
                .put("account", outcome.target().scope())
                .put("region", outcome.target().region())
                .put("source", outcome.source())
                .put("imageId", outcome.imageId())
                .put("name", outcome.target().name())
                .put("state", outcome.status().name())
                .put("origin", outcome.origin().name())
                .put(
                        "evidence",
                        outcome.isByName() ? "by name" : outcome.evidence().name())
                .put("attempts", outcome.attempts())
                .put("startedAt", outcome.startedAt().toString())
                .put("endedAt", outcome.endedAt().toString());
        outcome.cause().ifPresent(cause -> json.put("code", cause.code())
                .put("cause", cause.message())
                .put("requestId", cause.requestId().orElse(null)));
        json.put("resumeToken", outcome.resumeToken().map(ResumeToken::value).orElse(null));
        return new String(Json.write(json), UTF_8);
    }
}
