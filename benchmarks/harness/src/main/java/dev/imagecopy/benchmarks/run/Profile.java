package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time in Java and the allocation of some flight recordings went. A sample belongs to the innermost frame of this SDK, of
 * OkHttp, of Jackson or of a client by hand; what the JDK does for a method counts as the method's own. System calls are not in it.
 */
final class Profile {
    private static final String OURS = "dev.imagecopy.";
    private static final String BENCHMARK = "dev.imagecopy.benchmarks.";

    /** What measures, which is no part of an exchange. */
    private static final String HARNESS = BENCHMARK + "contender.";

    private static final List<String> LIBRARIES = List.of("okhttp3", "okio", "com.fasterxml", "kotlin");
    private static final Pattern LAMBDA = Pattern.compile("(?:(.+)\\$\\$Lambda.*|lambda\\$(.+)\\$[0-9]+)");
    private static final double KEPT = 0.01;

    /** What finds, reads and links classes. */
    private static final Pattern LOADING = Pattern.compile(
            "jdk\\.internal\\.loader\\..*|java\\.lang\\.ClassLoader|java\\.lang\\.invoke\\.MethodHandleNatives");

    private final Map<String, Double> code = new HashMap<>();
    private final Map<String, Double> allocated = new HashMap<>();
    private double interpreted;

    void add(Path recording) throws IOException {
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getStackTrace() == null) {
                    continue;
                }
                add(event);
            }
        }
    }

    private void add(RecordedEvent event) {
        String owner = owner(event);
        if (owner.equals(HARNESS)) {
            return;
        }
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> {
                code.merge(owner, 1.0, Double::sum);
                if (event.getStackTrace().getFrames().get(0).getType().equals("Interpreted")) {
                    interpreted++;
                }
            }
            case "jdk.ObjectAllocationSample" -> allocated.merge(owner, (double) event.getLong("weight"), Double::sum);
            default -> {}
        }
    }

    /** The parts of the time in Java, as shares of all; small ones together. */
    Map<String, Double> code() {
        return shares(code);
    }

    /** The shares of this SDK, of libraries, of loading classes and of the JDK alone in the time in Java. */
    Map<String, Double> owners() {
        Map<String, Double> owners = new HashMap<>();
        shares(code).forEach((part, share) -> owners.merge(part.replaceFirst(": .*", ""), share, Double::sum));
        return owners;
    }

    /** The share of the time in Java in which it was interpreted, not compiled. */
    double interpreted() {
        return interpreted
                / code.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The parts of the allocation. */
    Map<String, Double> allocated() {
        return shares(allocated);
    }

    private static Map<String, Double> shares(Map<String, Double> parts) {
        double all = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> shares = new HashMap<>();
        parts.forEach((part, value) ->
                shares.merge(value < KEPT * all ? Metrics.smallPart(part) : part, value / all, Double::sum));
        return shares;
    }

    private static String owner(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(HARNESS)) {
                return HARNESS;
            }
            if (type.startsWith(OURS)) {
                String method = plain(type) + "." + plain(frame.getMethod().getName());
                return (type.startsWith(BENCHMARK) ? Metrics.BY_HAND : Metrics.OF_THE_SDK) + method;
            }
            if (LOADING.matcher(type).matches()) {
                return "loading classes";
            }
            for (String library : LIBRARIES) {
                if (type.startsWith(library + ".")) {
                    return library;
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
}
