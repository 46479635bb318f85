package dev.imagecopy.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.ResumeToken;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What is printed, as JSON objects. Empty texts are left out. */
final class JsonForms {
    private JsonForms() {}

    /** A copy that has ended. */
    static ObjectNode outcome(CopyOutcome outcome) {
        ObjectNode json = copy(outcome.job(), outcome.client(), outcome.target());
        put(json, "source", outcome.source());
        put(json, "imageId", outcome.imageId());
        json.put("state", outcome.status().name());
        json.put("origin", outcome.origin().name());
        json.put("evidence", outcome.evidence().name());
        json.put("attempts", outcome.attempts());
        json.put("startedAt", outcome.startedAt().toString());
        json.put("endedAt", outcome.endedAt().toString());
        put(json, "resumeToken", outcome.resumeToken().map(ResumeToken::value).orElse(""));
        if (Failure.isIn(outcome)) {
            outcome.cause().ifPresent(cause -> json.set("error", error(outcome, cause)));
        }
        return json;
    }

    private static ObjectNode error(CopyOutcome outcome, CopyFailure cause) {
        Failure failure = Failure.of(outcome);
        ObjectNode json = Json.object().put("code", cause.code()).put("message", cause.message());
        put(json, "requestId", failure.requestId());
        put(json, "advice", failure.advice());
        return json;
    }

    /** A snapshot of a copy. */
    static ObjectNode progress(CopyProgress progress) {
        ObjectNode json = copy(progress.job(), progress.client(), progress.target());
        json.put("state", progress.state().name());
        progress.percent().ifPresent(percent -> json.put("percent", percent));
        progress.timeLeft().ifPresent(left -> json.put("secondsLeft", left.toSeconds()));
        return json;
    }

    private static ObjectNode copy(String job, String client, CopyTarget target) {
        ObjectNode json = Json.object();
        put(json, "job", job);
        put(json, "client", client);
        put(json, "provider", target.provider());
        put(json, "account", target.scope());
        put(json, "region", target.region());
        put(json, "name", target.name());
        return json;
    }

    /** A copy that is about to start. */
    static ObjectNode planned(PlannedCopy planned) {
        ObjectNode json = copy("", planned.client(), planned.target());
        put(json, "source", planned.source());
        return json;
    }

    /** The run as a whole. */
    static ObjectNode total(BulkProgress total) {
        ObjectNode json = Json.object()
                .put("done", total.done())
                .put("failed", total.failed())
                .put("running", total.running())
                .put("waiting", total.waiting())
                .put("seconds", seconds(total.elapsed()));
        total.timeLeft().ifPresent(left -> json.put("secondsLeft", left.toSeconds()));
        return json;
    }

    /** How a run ended. */
    static ObjectNode summary(RunSummary summary) {
        ObjectNode json = Json.object();
        ObjectNode counts = json.putObject("counts");
        new TreeMap<>(summary.counts()).forEach((status, count) -> counts.put(status.name(), count));
        put(json, "resumeCommand", summary.resumeCommand().orElse(""));
        return json.put("seconds", seconds(summary.elapsed()));
    }

    /** An error that ended the command. */
    static ObjectNode failure(Failure failure) {
        ObjectNode json = Json.object().put("kind", failure.kind()).put("message", failure.what());
        put(json, "code", failure.code());
        put(json, "requestId", failure.requestId());
        put(json, "resumeToken", failure.resumeToken());
        put(json, "advice", failure.advice());
        return json;
    }

    /** The rows of a listing. */
    static ArrayNode rows(Listing listing) {
        ArrayNode rows = Json.object().arrayNode();
        for (List<String> row : listing.rows()) {
            ObjectNode object = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                put(object, listing.columns().get(i), row.get(i));
            }
        }
        return rows;
    }

    /** How the program ends. */
    static void exit(ObjectNode json, ExitCode exit) {
        json.put("exitCode", exit.code()).put("outcome", exit.name().toLowerCase(Locale.ROOT));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Adds a text that is not empty. */
    static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
