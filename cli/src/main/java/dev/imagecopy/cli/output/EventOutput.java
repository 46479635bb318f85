package dev.imagecopy.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import java.time.Clock;
import java.util.List;

/**
 * A line of JSON on standard output for each event, flushed at once: {@code begin}, {@code progress}, {@code total}, {@code
 * ended} and {@code end} of a run, {@code listing}, {@code answer}, {@code note}, {@code error}, and as the last {@code exit}. Errors are told on standard error too.
 */
final class EventOutput implements Output {
    private final Printer out;
    private final Output errors;
    private final Clock clock;

    /**
     * @param out standard output
     * @param errors prints failures on standard error
     * @param clock dates the events
     */
    EventOutput(Printer out, Output errors, Clock clock) {
        this.out = out;
        this.errors = errors;
        this.clock = clock;
    }

    @Override
    public void begin(List<PlannedCopy> copies) {
        ObjectNode begin = Json.object().put("copies", copies.size());
        copies.forEach(copy -> begin.withArray("planned").add(JsonForms.planned(copy)));
        write("begin", begin);
    }

    @Override
    public void event(RunEvent event) {
        if (event instanceof RunEvent.Total total) {
            write("total", JsonForms.total(total.progress()));
        } else if (event instanceof RunEvent.Moved moved) {
            write("progress", JsonForms.progress(moved.progress()));
        } else if (event instanceof RunEvent.Ended ended) {
            write("ended", JsonForms.outcome(ended.outcome()));
        }
    }

    @Override
    public void finish(RunSummary summary) {
        write("end", JsonForms.summary(summary));
    }

    @Override
    public void listing(Listing listing) {
        ObjectNode json = Json.object().put("name", listing.name());
        json.set("rows", JsonForms.rows(listing));
        write("listing", json);
    }

    @Override
    public void answer(Answer answer) {
        ObjectNode json = Json.object().put("name", answer.name());
        json.set("value", answer.json());
        write("answer", json);
    }

    @Override
    public void note(String line) {
        write("note", Json.object().put("text", line));
    }

    @Override
    public void warning(String line) {
        errors.warning(line);
    }

    @Override
    public ExitCode failure(Throwable failure, Subject subject) {
        write("error", JsonForms.failure(Failure.of(failure, subject)));
        return errors.failure(failure, subject);
    }

    @Override
    public void end(ExitCode code) {
        ObjectNode exit = Json.object();
        JsonForms.exit(exit, code);
        write("exit", exit);
    }

    private synchronized void write(String event, ObjectNode facts) {
        ObjectNode line =
                Json.object().put("event", event).put("time", clock.instant().toString());
        line.setAll(facts);
        out.line(JsonText.of(line));
    }

    @Override
    public void close() {
        errors.close();
    }
}
