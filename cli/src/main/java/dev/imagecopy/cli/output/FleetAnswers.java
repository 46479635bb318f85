package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetLimit;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.FleetStatus;
import dev.imagecopy.fleet.FleetSubmission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What is said about fleets. */
public final class FleetAnswers {
    private static final List<String> LIMITS = List.of("limit", "taken", "most", "learned", "pausedUntil");
    private static final List<String> COPIES =
            List.of("copy", "run", "account", "region", "name", "state", "percent", "image", "detail");
    private static final List<String> CHANGES = List.of("copy", "account", "region", "name", "result");
    private static final List<String> REFUSALS = List.of("account", "reason");
    private static final int SHOWN_OF_ID = 12;
    private static final int LABEL = 10;

    private FleetAnswers() {}

    /**
     * What became of a wish to change a copy.
     *
     * @param copy the copy
     * @param isDone whether it was granted
     * @param result what became of it, in a word or two
     */
    public record Change(FleetCopy copy, boolean isDone, String result) {
        /** Rejects null. */
        public Change {
            requireNonNull(copy, "copy");
            requireNonNull(result, "result");
        }
    }

    /**
     * Returns the end of a copy's id, which is enough to name it.
     *
     * @param copy the copy
     */
    public static String shortId(FleetCopy copy) {
        return copy.id().substring(Math.max(0, copy.id().length() - SHOWN_OF_ID));
    }

    /**
     * Tells what became of a submission.
     *
     * @param run the name of the run
     * @param submission what became of it
     */
    public static Answer submission(String run, FleetSubmission submission) {
        ObjectNode json = Json.object()
                .put("run", run)
                .put("added", submission.added())
                .put("known", submission.known())
                .put("refused", submission.refused());
        String line = TotalText.copies(submission.added()) + " submitted under the name " + run;
        String known = submission.known() == 0 ? "" : "; " + submission.known() + " the fleet had already";
        String refused = submission.refused() == 0 ? "" : "; " + submission.refused() + " refused";
        List<List<String>> rows = submission.refusals().stream()
                .map(refusal -> List.of(refusal.job().client(), refusal.reason()))
                .toList();
        rows.forEach(row -> json.withArray("refusals")
                .addObject()
                .put("account", row.get(0))
                .put("reason", row.get(1)));
        return new Answer(
                "submission",
                json,
                List.of(line + known + refused),
                rows.isEmpty() ? List.of() : List.of(new Listing("refusals", REFUSALS, rows)));
    }

    /**
     * Shows the numbers of a fleet.
     *
     * @param name the fleet's name
     * @param status the numbers
     * @param limits its limits
     * @param mostIsKnown whether the limits are those of a plan
     */
    public static Answer status(String name, FleetStatus status, List<FleetLimit> limits, boolean mostIsKnown) {
        List<FleetLimit> used = limits.stream()
                .filter(limit -> limit.taken() > 0
                        || limit.learned().isPresent()
                        || limit.pausedUntil().isPresent())
                .toList();
        ObjectNode json = Json.object()
                .put("name", name)
                .put("waiting", status.waiting())
                .put("ready", status.ready())
                .put("sending", status.sending())
                .put("running", status.running())
                .put("setAside", status.setAside())
                .put("ended", status.ended())
                .put("total", status.total())
                .put("oldestWaitingSeconds", status.oldestWaiting().toSeconds())
                .put("lagSeconds", status.lag().toMillis() / 1000.0)
                .put("at", status.at().toString());
        ObjectNode endings = json.putObject("endings");
        new TreeMap<>(status.endings()).forEach((ending, count) -> endings.put(ending.name(), count));
        ArrayNode limitsJson = json.putArray("limits");
        used.forEach(limit -> limitsJson.add(json(limit, mostIsKnown)));
        List<List<String>> rows =
                used.stream().map(limit -> row(limit, mostIsKnown)).toList();
        return new Answer(
                "fleet",
                json,
                lines(name, status),
                rows.isEmpty() ? List.of() : List.of(new Listing("limits", LIMITS, rows)));
    }

    private static List<String> lines(String name, FleetStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(line("fleet", name));
        String oldest = status.waiting() == 0 ? "" : ", the first for " + Durations.clock(status.oldestWaiting());
        lines.add(line("waiting", status.waiting() + oldest));
        lines.add(line("ready", status.ready()));
        lines.add(line("sending", status.sending()));
        lines.add(line("running", status.running()));
        lines.add(
                line("ended", status.ended() + (status.ended() == 0 ? "" : ": " + TotalText.counts(status.endings()))));
        lines.add(line("set aside", status.setAside()));
        lines.add(line("lag", Durations.clock(status.lag())));
        return lines;
    }

    private static String line(String label, Object value) {
        return TerminalText.pad(label, LABEL) + " " + value;
    }

    private static List<String> row(FleetLimit limit, boolean mostIsKnown) {
        return List.of(
                limit.name(),
                Integer.toString(limit.taken()),
                mostIsKnown ? Integer.toString(limit.most()) : "",
                limit.learned().isPresent() ? Integer.toString(limit.learned().getAsInt()) : "",
                limit.pausedUntil().map(Object::toString).orElse(""));
    }

    private static ObjectNode json(FleetLimit limit, boolean mostIsKnown) {
        ObjectNode json = Json.object().put("limit", limit.name()).put("taken", limit.taken());
        if (mostIsKnown) {
            json.put("most", limit.most());
        }
        limit.learned().ifPresent(learned -> json.put("learned", learned));
        limit.pausedUntil().ifPresent(end -> json.put("pausedUntil", end.toString()));
        return json;
    }

    /**
     * Lists copies of a fleet.
     *
     * @param copies the copies
     */
    public static Answer copies(List<FleetCopy> copies) {
        boolean oneRun = copies.stream().map(FleetCopy::runName).distinct().count() == 1;
        ArrayNode json = Json.object().arrayNode();
        copies.forEach(copy -> json.add(json(copy)));
        List<List<String>> rows = copies.stream()
                .map(copy -> row(copy, oneRun ? "" : copy.runName()))
                .toList();
        return new Answer("copies", json, List.of(), List.of(new Listing("copies", COPIES, rows)));
    }

    private static List<String> row(FleetCopy copy, String run) {
        CopyOutcome outcome = copy.outcome();
        String percent = copy.state() == FleetState.RUNNING && copy.percent().isPresent()
                ? Integer.toString(copy.percent().getAsInt())
                : "";
        return List.of(
                shortId(copy),
                run,
                outcome.client(),
                outcome.target().region(),
                outcome.target().name(),
                state(copy),
                percent,
                outcome.imageId(),
                detail(copy));
    }

    private static String state(FleetCopy copy) {
        String word = copy.state() == FleetState.ENDED
                ? OutcomeText.word(copy.outcome())
                : copy.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return copy.cancelRequested() ? word + ", to be cancelled" : word;
    }

    private static String detail(FleetCopy copy) {
        return copy.state() == FleetState.ENDED && copy.outcome().status().isFailure()
                ? copy.outcome()
                        .cause()
                        .map(cause -> cause.code() + ": " + cause.message())
                        .orElse(copy.problem())
                : copy.problem();
    }

    private static ObjectNode json(FleetCopy copy) {
        ObjectNode json = Json.object()
                .put("copy", copy.id())
                .put("run", copy.runName())
                .put("fleetState", copy.state().name());
        json.setAll(JsonForms.outcome(copy.outcome()));
        copy.percent().ifPresent(percent -> json.put("percent", percent));
        JsonForms.put(json, "providerStatus", copy.providerStatus());
        JsonForms.put(json, "requestId", copy.requestId());
        JsonForms.put(json, "worker", copy.worker());
        JsonForms.put(json, "problem", copy.problem());
        json.put("submittedAt", copy.submittedAt().toString());
        copy.acceptedAt().ifPresent(time -> json.put("acceptedAt", time.toString()));
        copy.dueAt().ifPresent(time -> json.put("dueAt", time.toString()));
        return json.put("cancelRequested", copy.cancelRequested());
    }

    /**
     * Tells what became of wishes to change copies.
     *
     * @param changes what became of each
     */
    public static Answer changes(List<Change> changes) {
        ArrayNode json = Json.object().arrayNode();
        changes.forEach(change -> json.add(json(change.copy()).put("result", change.result())));
        List<List<String>> rows = changes.stream()
                .map(change -> List.of(
                        shortId(change.copy()),
                        change.copy().outcome().client(),
                        change.copy().outcome().target().region(),
                        change.copy().outcome().target().name(),
                        change.result()))
                .toList();
        return new Answer("copies", json, List.of(), List.of(new Listing("copies", CHANGES, rows)));
    }

    /**
     * Tells that a page was written.
     *
     * @param file the page
     * @param status the fleet when it was written
     */
    public static Answer page(Path file, FleetStatus status) {
        ObjectNode json = Json.object().put("file", file.toString()).put("copies", status.total());
        return new Answer(
                "page", json, List.of("Wrote " + file + " with " + TotalText.copies(status.total())), List.of());
    }

    /**
     * Shows the script that creates the tables of a fleet.
     *
     * @param script the script
     */
    public static Answer script(String script) {
        return new Answer("script", TextNode.valueOf(script), script.lines().toList(), List.of());
    }
}
