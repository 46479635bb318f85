package dev.imagecopy.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/errors.md: sections that say what to do, and then list the messages that it is about. */
final class ErrorsPage {
    private static final Path PATH = Page.ROOT.resolve("docs/errors.md");
    private static final Pattern MESSAGE = Pattern.compile("- `([^`]+)`(: .*)?");

    private final List<String> lines;

    private ErrorsPage(List<String> lines) {
        this.lines = lines;
    }

    static ErrorsPage read() throws IOException {
        return new ErrorsPage(new ArrayList<>(Files.readAllLines(PATH)));
    }

    void write() throws IOException {
        Files.write(PATH, lines);
    }

    List<String> messages() {
        return lines.stream()
                .map(ErrorsPage::message)
                .filter(message -> !message.isEmpty())
                .toList();
    }

    /** The headings of sections that list messages without a sentence before them. */
    Set<String> sectionsWithoutAdvice() {
        Set<String> silent = new TreeSet<>();
        String section = "";
        boolean advised = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                section = line;
                advised = false;
            } else if (!message(line).isEmpty() && !advised) {
                silent.add(section);
            } else {
                advised |= !line.isBlank();
            }
        }
        return silent;
    }

    /**
     * Replaces messages that were said in other words, removes those that are gone, and adds new ones where those of their file
     * are, or else in a section of their own.
     */
    void update(Map<String, Set<String>> filesByMessage) {
        Set<String> missing = new TreeSet<>(filesByMessage.keySet());
        messages().forEach(missing::remove);
        lines.replaceAll(line -> filesByMessage.containsKey(message(line)) ? line : reworded(line, missing));
        Map<String, String> homes = homes(filesByMessage);
        lines.removeIf(line -> !message(line).isEmpty() && !filesByMessage.containsKey(message(line)));
        for (String message : missing) {
            String section = filesByMessage.get(message).stream()
                    .map(homes::get)
                    .filter(home -> home != null)
                    .findFirst()
                    .orElse("## New");
            lines.add(endOf(section), "- `" + message + "`");
        }
    }

    /** The line with the message that is missing and has most of its words; the same line if there is none. */
    private static String reworded(String line, Set<String> missing) {
        String gone = message(line);
        Optional<String> closest = missing.stream()
                .filter(candidate -> similarity(gone, candidate) >= 0.5)
                .max(Comparator.comparingDouble(candidate -> similarity(gone, candidate)));
        closest.ifPresent(missing::remove);
        return closest.map(message -> line.replace("`" + gone + "`", "`" + message + "`"))
                .orElse(line);
    }

    /** How many of all words two messages share. */
    private static double similarity(String one, String other) {
        Set<String> all = new TreeSet<>(List.of(one.split(" ")));
        Set<String> common = new TreeSet<>(all);
        common.retainAll(List.of(other.split(" ")));
        all.addAll(List.of(other.split(" ")));
        return (double) common.size() / all.size();
    }

    /** The section in which the messages of each file are. */
    private Map<String, String> homes(Map<String, Set<String>> filesByMessage) {
        Map<String, String> homes = new HashMap<>();
        String section = "";
        for (String line : lines) {
            if (line.startsWith("#")) {
                section = line;
            }
            for (String file : filesByMessage.getOrDefault(message(line), Set.of())) {
                homes.putIfAbsent(file, section);
            }
        }
        return homes;
    }

    private int endOf(String section) {
        if (!lines.contains(section)) {
            lines.addAll(List.of("", section, ""));
            return lines.size();
        }
        int end = lines.indexOf(section) + 1;
        for (int line = end; line < lines.size() && !lines.get(line).startsWith("#"); line++) {
            if (!lines.get(line).isBlank()) {
                end = line + 1;
            }
        }
        return end;
    }

    private static String message(String line) {
        Matcher found = MESSAGE.matcher(line);
        return found.matches() ? found.group(1) : "";
    }
}
