package dev.imagecopy.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The jar in a process of its own, as a user runs it, with a home and an environment of its own. */
final class Program {
    private static final Path JAR = Path.of(System.getProperty("imagecopy.jar", "target/imagecopy.jar"));
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Lines out;
    private final Lines err;

    /** How a program ended. */
    record Result(int exitCode, String out, String err) {}

    private Program(Process process, InputStream err) {
        this.process = process;
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(err);
    }

    static Program start(Path home, Map<String, String> environment, List<String> arguments) {
        Process process = start(home, environment, List.of(), arguments);
        return new Program(process, process.getErrorStream());
    }

    /** A program that can print nothing to standard error, which is full and which nobody reads. */
    static Program startUnread(Path home, String... arguments) {
        List<String> full = List.of("sh", "-c", "head -c 65536 /dev/zero >&2; exec \"$@\"", "sh");
        return new Program(start(home, Map.of(), full, List.of(arguments)), InputStream.nullInputStream());
    }

    private static Process start(
            Path home, Map<String, String> environment, List<String> wrapper, List<String> arguments) {
        List<String> command = new ArrayList<>(hearingCtrlC());
        command.addAll(wrapper);
        command.addAll(command(home));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", String.valueOf(System.getenv("PATH")));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs the jar: as the launcher does, with an archive of its classes, which the build has made. */
    static List<String> command(Path home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto", // without the archive, if there is none
                "-XX:SharedArchiveFile=" + JAR.resolveSibling("imagecopy.jsa"),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Duser.home=" + home,
                "-jar",
                JAR.toString());
    }

    /**
     * What makes a program hear Ctrl-C also where the build runs in the background of a shell, which makes all its children ignore
     * it. GNU's {@code env} can; elsewhere, the build has to run in the foreground.
     */
    private static List<String> hearingCtrlC() {
        List<String> hearing = List.of("env", "--default-signal=INT");
        try {
            List<String> trial = new ArrayList<>(hearing);
            trial.add("true");
            return new ProcessBuilder(trial).redirectErrorStream(true).start().waitFor() == 0 ? hearing : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Program start(Path home, String... arguments) {
        return start(home, Map.of(), List.of(arguments));
    }

    static Result run(Path home, String... arguments) throws InterruptedException {
        return start(home, arguments).end();
    }

    long pid() {
        return process.pid();
    }

    /** The command line as other users of the machine see it. */
    String commandLine() {
        return process.info().commandLine().orElse("");
    }

    /** Waits for a line of output. */
    String awaitLine(Predicate<String> wanted) {
        return out.await(wanted);
    }

    /** Sends Ctrl-C. */
    void interrupt() throws InterruptedException {
        signal("INT");
    }

    void signal(String name) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a crash of the machine would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Result end() throws InterruptedException {
        int exitCode = exitCode();
        return new Result(exitCode, out.all(), err.all());
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The program does not end. It printed\n" + out.text() + err.text());
        }
        return process.exitValue();
    }

    /** What it printed to standard output until its end. */
    String output() {
        return out.all();
    }

    /** Reads a stream as it comes, so that the program never blocks. */
    private static final class Lines {
        private final StringBuilder text = new StringBuilder(); // guarded by itself
        private final CompletableFuture<Void> end;

        Lines(InputStream stream) {
            end = CompletableFuture.runAsync(() -> read(stream), task -> {
                Thread reader = new Thread(task, "program-output");
                reader.setDaemon(true);
                reader.start();
            });
        }

        private void read(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (text) {
                        text.append(line).append('\n');
                        text.notifyAll();
                    }
                }
            } catch (IOException closed) {
                // The program has ended.
            } finally {
                synchronized (text) {
                    text.notifyAll();
                }
            }
        }

        String await(Predicate<String> wanted) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            synchronized (text) {
                while (true) {
                    for (String line : text.toString().lines().toList()) {
                        if (wanted.test(line)) {
                            return line;
                        }
                    }
                    long left = deadline - System.nanoTime();
                    if (left <= 0 || end.isDone()) {
                        throw new AssertionError("The program printed no such line, but\n" + text);
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(text, left);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        String all() {
            end.join();
            return text();
        }
    }
}
