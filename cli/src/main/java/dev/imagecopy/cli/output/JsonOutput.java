package dev.imagecopy.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import java.util.List;

/** One JSON document on standard output, written when the output is closed. Everything for people goes to standard error. */
final class JsonOutput implements Output {
    private final Printer out;
    private final Output people;
    private final ObjectNode document = Json.object(); // guarded by this
    private final ArrayNode copies = document.arrayNode(); // guarded by this
    private ExitCode exit = ExitCode.DONE; // guarded by this
    private boolean closed; // guarded by this

    /**
     * @param out standard output
     * @param people prints text for people on standard error
     */
    JsonOutput(Printer out, Output people) {
        this.out = out;
        this.people = people;
    }

    @Override
    public void begin(List<PlannedCopy> planned) {
        synchronized (this) {
            document.set("copies", copies);
        }
        people.begin(planned);
    }

    @Override
    public void event(RunEvent event) {
        if (event instanceof RunEvent.Ended ended) {
            synchronized (this) {
                copies.add(JsonForms.outcome(ended.outcome()));
            }
        }
        people.event(event);
    }

    @Override
    public void finish(RunSummary summary) {
        synchronized (this) {
            document.setAll(JsonForms.summary(summary));
        }
        people.finish(summary);
    }

    @Override
    public synchronized void listing(Listing listing) {
        document.set(listing.name(), JsonForms.rows(listing));
    }

    @Override
    public synchronized void answer(Answer answer) {
        document.set(answer.name(), answer.json());
    }

    @Override
    public void note(String line) {
        people.note(line);
    }

    @Override
    public void warning(String line) {
        people.warning(line);
    }

    @Override
    public ExitCode failure(Throwable failure, Subject subject) {
        synchronized (this) {
            document.set("error", JsonForms.failure(Failure.of(failure, subject)));
        }
        return people.failure(failure, subject);
    }

    @Override
    public synchronized void end(ExitCode code) {
        exit = code;
    }

    @Override
    public void close() {
        people.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            JsonForms.exit(document, exit);
            out.line(JsonText.of(document));
        }
    }
}
