package dev.imagecopy.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own. Its standard output is read line by line, its errors go to a file. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final Path errors;
    private final long startedAt;

    private Child(Process process, Path errors, long startedAt) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
        this.startedAt = startedAt;
    }

    static Child start(String classPath, List<String> options, List<String> mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.addAll(mainAndArguments);
        Path errors = Files.createTempFile("contender", ".err");
        long startedAt = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new Child(process, errors, startedAt);
    }

    /** Gives it a line to read. */
    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line, or an exception that says why there is none. */
    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
            throw new IOException("the process ended: " + said.subList(0, Math.min(12, said.size())));
        }
        return line;
    }

    long millisSinceStart() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    long pid() {
        return process.pid();
    }

    /** What the process has spent so far. */
    double cpuMicros() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e3;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close(); // servers end with their standard input
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        lines.close();
        Files.deleteIfExists(errors);
    }
}
