package dev.imagecopy.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What was measured on, with what: the head of the report. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String toMarkdown(String command, List<Target> targets, Path benchmarks) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        row(text, "command", "`" + command + "`");
        row(text, "date", LocalDate.now(ZoneId.systemDefault()).toString());
        row(
                text,
                "machine",
                String.format(
                        Locale.ROOT,
                        "%d cores%s, %.0f GB, %s %s %s, load %.1f when it began",
                        system.getAvailableProcessors(),
                        processor(),
                        system.getTotalMemorySize() / 1e9,
                        system.getName(),
                        system.getVersion(),
                        system.getArch(),
                        system.getSystemLoadAverage()));
        row(text, "Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        for (Target target : targets) {
            TreeSet<String> jars = new TreeSet<>();
            for (Path jar : target.jars(benchmarks)) {
                jars.add(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
            }
            row(text, target.name(), String.join(", ", jars));
        }
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static String processor() throws IOException {
        if (!Files.exists(PROCESSORS)) {
            return "";
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
