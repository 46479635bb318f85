package dev.imagecopy.examples.demo;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.operation.OperationState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a row for each copy and, if it failed, the reason below. */
public final class ResultTable {
    private static final List<String> HEAD = List.of("PROVIDER", "SOURCE", "COPY", "STATES SEEN", "TIME");

    private ResultTable() {}

    public static void print(PrintStream out, List<DemoResult> results) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        results.forEach(result -> rows.add(cells(result)));
        String format = format(rows);
        out.println();
        out.println(line(format, HEAD));
        for (DemoResult result : results) {
            out.println(line(format, cells(result)));
            result.failure().ifPresent(failure -> out.println("  " + failure.getMessage()));
        }
    }

    private static List<String> cells(DemoResult result) {
        String states = result.states().stream().map(OperationState::name).collect(Collectors.joining(" > "));
        return List.of(
                result.provider(),
                result.source(),
                result.destination()
                        .orElseGet(() -> result.failure().map(ResultTable::kind).orElse("")),
                states.isEmpty() ? "never started" : states,
                String.format(Locale.ROOT, "%.1f s", result.time().toMillis() / 1000.0));
    }

    /** The exception's type, with the vendor's code or else the HTTP status. */
    private static String kind(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        if (failure instanceof ApiException refusal) {
            return type + " " + (refusal.code().isEmpty() ? refusal.status() : refusal.code());
        }
        return type;
    }

    private static String format(List<List<String>> rows) {
        StringBuilder format = new StringBuilder();
        for (int column = 0; column < HEAD.size(); column++) {
            int at = column;
            int width =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(1);
            format.append("%-").append(width).append("s  ");
        }
        return format.toString();
    }

    private static String line(String format, List<String> cells) {
        return String.format(format, cells.toArray()).stripTrailing();
    }
}
