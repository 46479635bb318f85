package dev.imagecopy.cli.output;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process, asked with the commands that every POSIX system has: the JDK has no question for a single
 * stream, and none for a size. The size is asked for again after each resize.
 */
final class Terminal implements Supplier<ScreenSize> {
    private static final File CONTROLLING = new File("/dev/tty");
    private static final int PATIENCE_SECONDS = 5;

    private volatile boolean stale = true;
    private volatile ScreenSize known = ScreenSize.USUAL;

    private Terminal() {}

    /** Opens the terminal and follows its size. */
    static Terminal open() {
        Terminal terminal = new Terminal();
        Signals.register("WINCH", () -> terminal.stale = true);
        return terminal;
    }

    /**
     * Returns whether a stream of this process is a terminal.
     *
     * @param stream 1 for standard output, 2 for standard error
     */
    static boolean is(int stream) {
        ProcessBuilder test = new ProcessBuilder("test", "-t", String.valueOf(stream))
                .redirectOutput(stream == 1 ? Redirect.INHERIT : Redirect.DISCARD)
                .redirectError(stream == 2 ? Redirect.INHERIT : Redirect.DISCARD);
        return run(test) != null;
    }

    @Override
    public ScreenSize get() {
        if (stale) {
            stale = false; // before asking, so that a resize meanwhile is not missed
            known = ask();
        }
        return known;
    }

    private static ScreenSize ask() {
        String answer = run(
                new ProcessBuilder("stty", "size").redirectInput(CONTROLLING).redirectError(Redirect.DISCARD));
        String[] numbers = answer == null ? new String[0] : answer.trim().split(" ", -1);
        try {
            return numbers.length == 2
                    ? new ScreenSize(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]))
                    : ScreenSize.USUAL;
        } catch (NumberFormatException e) {
            return ScreenSize.USUAL;
        }
    }

    /** Returns what a short command printed; null if it failed, for example because there is no such command. */
    private static @Nullable String run(ProcessBuilder command) {
        try {
            Process process = command.start();
            process.getOutputStream().close();
            String printed;
            try (InputStream stream = process.getInputStream()) {
                printed = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 ? printed : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
