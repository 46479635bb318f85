package dev.imagecopy.examples.demo;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.operation.OperationState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints a row for each copy, and below it what was copied to where, or why it failed. No line is longer than a terminal of 80
 * columns takes.
 */
public final class ResultTable {
    private static final List<String> HEAD = List.of("PROVIDER", "STATES SEEN", "TIME");
    private static final String INDENT = "  ";

    private ResultTable() {}

    public static void print(PrintStream out, List<DemoResult> results) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        results.forEach(result -> rows.add(cells(result)));
        String format = format(rows);
        out.println();
        out.println(line(format, HEAD));
        for (DemoResult result : results) {
            out.println(line(format, cells(result)));
            result.destination().ifPresent(copy -> out.println(INDENT + result.source() + " -> " + copy));
            result.failure().ifPresent(failure -> {
                out.println(INDENT + kind(failure));
                wrap(String.valueOf(failure.getMessage())).forEach(out::println);
            });
        }
    }

    private static List<String> cells(DemoResult result) {
        String states = result.states().stream().map(OperationState::name).collect(Collectors.joining(" > "));
        return List.of(
                result.provider(),
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

    /** Breaks a message between its words; a word that is too long stays whole. */
    private static List<String> wrap(String message) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : message.split(" ", -1)) {
            if (line.length() > INDENT.length() && line.length() + 1 + word.length() > ProgressView.WIDEST) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
            }
            line.append(line.length() > INDENT.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
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
