package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.ContenderProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM's log of the classes that it loads: which, whose, and when. */
final class ClassLog {
    /** Of what measures. */
    static final String OF_THE_BENCHMARK = "of the benchmark";

    private static final Pattern LOADED = Pattern.compile("\\[(\\d+)ns] (\\S+) source: .*");

    /** By the beginning of a name. */
    private static final Map<String, String> OWNERS = new TreeMap<>(Map.of(
            "dev.imagecopy.", "of this SDK",
            "okhttp3.", "of OkHttp",
            "okio.", "of OkHttp",
            "kotlin.", "of Kotlin",
            "com.fasterxml.", "of Jackson",
            "org.slf4j.", "of slf4j"));

    /** A class with the milliseconds from the JVM's start until it was loaded. */
    record Loaded(String type, double millis) {
        boolean isOfTheBenchmark() {
            return type.startsWith("dev.imagecopy.benchmarks.");
        }

        String owner() {
            if (isOfTheBenchmark()) {
                return OF_THE_BENCHMARK;
            }
            if (type.contains("$$Lambda") || type.startsWith("java.lang.invoke.LambdaForm$")) {
                return "for lambdas";
            }
            return OWNERS.entrySet().stream()
                    .filter(owner -> type.startsWith(owner.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("of the JDK");
        }
    }

    private ClassLog() {}

    /** With which a JVM writes its log to a file. */
    static List<String> options(Path file) {
        return List.of("-Xlog:class+load:file=" + file + ":uptimenanos");
    }

    /** What was loaded until the first answer. */
    static List<Loaded> read(Path file) throws IOException {
        List<Loaded> classes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher loaded = LOADED.matcher(line);
            if (loaded.matches()) {
                classes.add(new Loaded(loaded.group(2), Long.parseLong(loaded.group(1)) / 1e6));
                if (loaded.group(2).equals(ContenderProcess.Answered.class.getName())) {
                    return classes;
                }
            }
        }
        throw new IOException("the log of loaded classes ends before the first answer");
    }
}
