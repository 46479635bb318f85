package dev.imagecopy.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where CPU time and allocation of one flight recording went. A sample belongs to the innermost frame of this SDK, of OkHttp
 * or of Jackson; what the JDK does for a method counts as the method's own.
 */
public final class Profile {
    private static final List<String> OWNERS =
            List.of("dev.imagecopy.", "okhttp3.", "okio.", "com.fasterxml.", "kotlin.");
    private static final Pattern LAMBDA = Pattern.compile("(?:(.+)\\$\\$Lambda.*|lambda\\$(.+)\\$[0-9]+)");
    private static final double SHOWN = 0.03;

    private final Map<String, Double> cpu = new HashMap<>();
    private final Map<String, Double> bytes = new HashMap<>();

    private Profile() {}

    /**
     * Reads a recording.
     *
     * @param recording its file
     * @return the profile
     * @throws IOException if it cannot be read
     */
    public static Profile of(Path recording) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getStackTrace() == null) {
                    continue;
                }
                switch (event.getEventType().getName()) {
                    case "jdk.ExecutionSample", "jdk.NativeMethodSample" ->
                        profile.cpu.merge(owner(event), 1.0, Double::sum);
                    case "jdk.ObjectAllocationSample" ->
                        profile.bytes.merge(owner(event), (double) event.getLong("weight"), Double::sum);
                    default -> {}
                }
            }
        }
        return profile;
    }

    private static String owner(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith("dev.imagecopy.benchmarks.")) {
                return "benchmark";
            }
            for (String owner : OWNERS) {
                if (type.startsWith(owner)) {
                    return owner.equals("dev.imagecopy.")
                            ? plain(type) + "." + plain(frame.getMethod().getName())
                            : owner.substring(0, owner.length() - 1);
                }
            }
        }
        return "the JDK alone";
    }

    /** Without package, and without the numbers of lambdas. */
    private static String plain(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        Matcher lambda = LAMBDA.matcher(last);
        return lambda.matches() ? (lambda.group(1) == null ? lambda.group(2) : lambda.group(1)) + " (lambda)" : last;
    }

    /**
     * Writes everything above 3 %, and first what all of this SDK's methods make together.
     *
     * @param title what was recorded
     * @return two tables
     */
    public String toMarkdown(String title) {
        return "### " + title + "\n\n" + table("CPU", cpu) + table("Allocation", bytes);
    }

    private static String table(String what, Map<String, Double> parts) {
        double all = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        StringBuilder text = new StringBuilder("| " + what + " | share | why |\n|---|---|---|\n");
        double ours = parts.entrySet().stream()
                .filter(part -> Explanations.isOurs(part.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        text.append(String.format(Locale.ROOT, "| all of this SDK | %.1f %% | |\n", 100 * ours / all));
        parts.entrySet().stream()
                .filter(part -> part.getValue() >= SHOWN * all)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(part -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.1f %% | %s |\n",
                        part.getKey(),
                        100 * part.getValue() / all,
                        Explanations.of(part.getKey()))));
        return text.append('\n').toString();
    }
}
