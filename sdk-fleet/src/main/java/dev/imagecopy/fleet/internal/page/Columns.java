package dev.imagecopy.fleet.internal.page;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cells of a copy in the page's data. To keep 10,000 copies small, a word that was written before is written as its number, times
 * are seconds from the page's own, and empty cells at the end of a row are left out. Not thread-safe.
 */
final class Columns {
    /** Words after these are written out, so that memory is bounded whatever the services answer. */
    static final int MOST_WORDS = 20_000;

    private final Instant at;
    private final Map<String, Integer> words = new HashMap<>();
    private final List<Column> columns = List.of(
            text("id", FleetCopy::id),
            text("name", copy -> copy.outcome().target().name()),
            word("run", FleetCopy::runName),
            word("client", copy -> copy.outcome().client()),
            word("provider", copy -> copy.outcome().target().provider()),
            word("region", copy -> copy.outcome().target().region()),
            word("account", copy -> copy.outcome().target().scope()),
            word("source", copy -> copy.outcome().source()),
            word("state", Columns::state),
            time("submitted", copy -> Optional.of(copy.submittedAt())),
            time("changed", copy -> Optional.of(copy.outcome().endedAt())),
            time("started", Columns::startedAt),
            number("attempts", copy -> Optional.of((long) copy.outcome().attempts())),
            word("worker", FleetCopy::worker),
            word("origin", copy -> copy.outcome().origin().name()),
            word("evidence", copy -> copy.outcome().evidence().name()),
            word("providerStatus", FleetCopy::providerStatus),
            text("imageId", copy -> copy.outcome().imageId()),
            text("requestId", FleetCopy::requestId),
            time("accepted", FleetCopy::acceptedAt),
            time("due", FleetCopy::dueAt),
            number(
                    "percent",
                    copy -> copy.percent().isPresent()
                            ? Optional.of((long) copy.percent().getAsInt())
                            : Optional.empty()),
            number("cancelRequested", copy -> copy.cancelRequested() ? Optional.of(1L) : Optional.empty()),
            word("problem", FleetCopy::problem),
            word("code", copy -> copy.outcome().cause().map(CopyFailure::code).orElse("")),
            text(
                    "message",
                    copy -> copy.outcome().cause().map(CopyFailure::message).orElse("")),
            word("advice", copy -> Advice.after(copy)));

    private enum Kind {
        TEXT,
        WORD,
        NUMBER
    }

    /** A column, with its cell as JSON; an empty text if the cell is empty. */
    private record Column(String name, Kind kind, Function<FleetCopy, String> cell) {}

    /**
     * Creates an instance.
     *
     * @param at the page's own time
     */
    Columns(Instant at) {
        this.at = at;
    }

    private static Column text(String name, Function<FleetCopy, String> value) {
        return new Column(name, Kind.TEXT, copy -> quoted(ShownText.of(value.apply(copy))));
    }

    private Column word(String name, Function<FleetCopy, String> value) {
        return new Column(name, Kind.WORD, copy -> word(ShownText.of(value.apply(copy))));
    }

    private static Column number(String name, Function<FleetCopy, Optional<Long>> value) {
        return new Column(name, Kind.NUMBER, copy -> value.apply(copy)
                .map(String::valueOf)
                .orElse(""));
    }

    private Column time(String name, Function<FleetCopy, Optional<Instant>> value) {
        return number(name, copy -> value.apply(copy)
                .map(time -> Duration.between(at, time).toSeconds()));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : ScriptJson.string(text);
    }

    private String word(String text) {
        Integer known = words.get(text);
        if (known != null) {
            return known.toString();
        }
        if (!text.isEmpty() && words.size() < MOST_WORDS) {
            words.put(text, words.size());
        }
        return quoted(text);
    }

    /** How it ended, or where it stands. */
    private static String state(FleetCopy copy) {
        return copy.state() == FleetState.ENDED
                ? copy.outcome().status().name()
                : copy.state().name();
    }

    /** When it got its place. An outcome that never got one says when it was submitted. */
    private static Optional<Instant> startedAt(FleetCopy copy) {
        boolean hadNone = copy.state() == FleetState.WAITING
                || (copy.outcome().attempts() == 0 && copy.outcome().startedAt().equals(copy.submittedAt()));
        return hadNone ? Optional.empty() : Optional.of(copy.outcome().startedAt());
    }

    /** Writes the name and the kind of each column. */
    void writeHead(Appendable out) throws IOException {
        String separator = "[";
        for (Column column : columns) {
            out.append(separator).append("[\"").append(column.name()).append("\",\"");
            out.append(column.kind().name()).append("\"]");
            separator = ",";
        }
        out.append(']');
    }

    /** Writes the row of a copy. */
    void write(Appendable out, FleetCopy copy) throws IOException {
        StringBuilder row = new StringBuilder();
        int end = 0;
        for (Column column : columns) {
            String cell = column.cell().apply(copy);
            row.append(row.isEmpty() ? '[' : ',');
            row.append(cell.isEmpty() ? "null" : cell);
            end = cell.isEmpty() ? end : row.length();
        }
        out.append(row, 0, end).append(']');
    }
}
