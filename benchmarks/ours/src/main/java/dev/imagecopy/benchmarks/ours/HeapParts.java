package dev.imagecopy.benchmarks.ours;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The heap by class, after a garbage collection. */
final class HeapParts {
    private static final Pattern ROW = Pattern.compile(" *[0-9]+: +[0-9]+ +([0-9]+) +(\\S+).*");
    private static final Pattern HIDDEN = Pattern.compile("\\$\\$Lambda.*");

    private final Map<String, Long> bytes = new HashMap<>();

    private HeapParts() {}

    static HeapParts now() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        HeapParts parts = new HeapParts();
        histogram.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> {
            String type = HIDDEN.matcher(row.group(2)).replaceFirst(" (lambda)");
            parts.bytes.merge(type.substring(type.lastIndexOf('.') + 1), Long.parseLong(row.group(1)), Long::sum);
        });
        return parts;
    }

    /** What has come since then, for each of some copies. */
    Map<String, Double> since(HeapParts before, int copies) {
        Map<String, Double> each = new HashMap<>();
        bytes.forEach((type, all) -> each.put(type, (double) (all - before.bytes.getOrDefault(type, 0L)) / copies));
        return each;
    }
}
