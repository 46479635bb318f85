package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.OperationSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Shows a progress bar for each copy: redrawn in place on a terminal, and otherwise as a line every second. */
public final class ProgressView {
    private static final int LINE = 100;
    private static final int CELLS = 24;

    private final PrintStream out;
    private final boolean redrawing;

    public ProgressView(PrintStream out, boolean redrawing) {
        this.out = out;
        this.redrawing = redrawing;
    }

    /** Returns whether the output is a terminal on which lines can be redrawn. */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 always have a console: hence the second question
    public static boolean isTerminal() {
        return System.console() != null && canMoveCursor();
    }

    /** Without JNI, about which new JDKs warn. */
    private static boolean canMoveCursor() {
        try (Terminal terminal = TerminalBuilder.builder().jni(false).dumb(true).build()) {
            return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        } catch (IOException e) {
            return false;
        }
    }

    Bar open(String name) {
        ProgressBarConsumer target = redrawing
                ? new InteractiveConsoleProgressBarConsumer(out, LINE)
                : new DelegatingProgressBarConsumer(unlessRepeated(out::println), LINE);
        return new Bar(new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(-1)
                .setUpdateIntervalMillis(redrawing ? 100 : 1000)
                .setRenderer((state, length) -> line(state))
                .setConsumer(target)
                .continuousUpdate()
                .build());
    }

    /** Drops repetitions, since the last state of a bar is rendered more than once. */
    private static Consumer<String> unlessRepeated(Consumer<String> printer) {
        AtomicReference<String> last = new AtomicReference<>("");
        return line -> {
            if (!line.equals(last.getAndSet(line))) {
                printer.accept(line);
            }
        };
    }

    /** The bar of one copy. It moves back and forth as long as the service reports no progress. */
    static final class Bar implements AutoCloseable {
        private final ProgressBar bar;

        private Bar(ProgressBar bar) {
            this.bar = bar;
        }

        void show(OperationSnapshot<?> snapshot) {
            bar.setExtraMessage(snapshot.state().name());
            snapshot.progressPercent().ifPresent(percent -> bar.maxHint(100).stepTo(percent));
            if (snapshot.result().isPresent()) {
                bar.maxHint(100).stepTo(100);
            }
        }

        void fail(String reason) {
            bar.setExtraMessage(reason);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static String line(ProgressState state) {
        long seconds = state.getTotalElapsed().toSeconds();
        String percent = state.isIndefinite() ? "" : Math.round(100 * state.getNormalizedProgress()) + " %";
        String message = state.getExtraMessage().isEmpty() ? "starting" : state.getExtraMessage();
        return String.format("%-24s[%s] %5s %3d s  %s", state.getTaskName(), cells(state), percent, seconds, message);
    }

    private static String cells(ProgressState state) {
        if (state.isIndefinite()) {
            int way = CELLS - 3;
            int step = (int) (state.getTotalElapsed().toMillis() / 100 % (2L * way));
            int left = Math.min(step, 2 * way - step);
            return " ".repeat(left) + "<=>" + " ".repeat(way - left);
        }
        int filled = (int) (CELLS * state.getNormalizedProgress());
        return "=".repeat(filled) + " ".repeat(CELLS - filled);
    }
}
