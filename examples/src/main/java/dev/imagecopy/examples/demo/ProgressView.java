package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.OperationSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
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

/**
 * Shows a live bar for each copy: redrawn in place on a terminal, a line every second elsewhere. Lines fit into 80 columns even in
 * a wider terminal, so that they do not wrap when it is resized.
 */
public final class ProgressView {
    /** The maximum length of a line, one less than the width of the narrowest usual terminal. */
    static final int WIDEST = 79;

    private static final int MOST_CELLS = 24;
    private static final int LEAST_CELLS = 6;

    /** The length of the rest of a line: name, brackets, percentage, seconds and state. */
    private static final int OTHER = 55;

    private final PrintStream out;
    private final boolean redrawing;
    private final int width;
    private final int cells;

    /**
     * @param out receives the bars
     * @param columns the width of the terminal; 0 if lines cannot be redrawn
     */
    public ProgressView(PrintStream out, int columns) {
        this.out = out;
        this.redrawing = columns > 0;
        this.width = redrawing ? Math.min(WIDEST, columns - 1) : WIDEST;
        this.cells = Math.max(LEAST_CELLS, Math.min(MOST_CELLS, width - OTHER));
    }

    /** Returns the width of the terminal that this program writes to; 0 if lines cannot be redrawn there. */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 always have a console: hence the second question
    public static int terminalColumns() {
        return System.console() == null ? 0 : columns();
    }

    /** Without JNI, about which new JDKs warn. */
    private static int columns() {
        try (Terminal terminal = TerminalBuilder.builder().jni(false).dumb(true).build()) {
            boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
            return dumb ? 0 : terminal.getWidth() > 0 ? terminal.getWidth() : WIDEST + 1;
        } catch (IOException e) {
            return 0;
        }
    }

    Bar open(String name) {
        ProgressBarConsumer target = redrawing
                ? new InteractiveConsoleProgressBarConsumer(out, width)
                : new DelegatingProgressBarConsumer(unlessRepeated(line -> out.println(line.stripTrailing())), width);
        AtomicBoolean failed = new AtomicBoolean();
        return new Bar(
                failed,
                new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(-1)
                        .setUpdateIntervalMillis(redrawing ? 100 : 1000)
                        .setRenderer((state, length) -> line(state, failed.get()))
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
        private final AtomicBoolean failed;
        private final ProgressBar bar;

        private Bar(AtomicBoolean failed, ProgressBar bar) {
            this.failed = failed;
            this.bar = bar;
        }

        void show(OperationSnapshot<?> snapshot) {
            bar.setExtraMessage(snapshot.state().name());
            snapshot.progressPercent().ifPresent(percent -> bar.maxHint(100).stepTo(percent));
            if (snapshot.result().isPresent()) {
                bar.maxHint(100).stepTo(100);
            }
        }

        /** Marks the bar as failed. The table shows the reason. */
        void fail() {
            failed.set(true);
            bar.setExtraMessage("FAILED");
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Pads the line to its full width, to overwrite a longer one on a terminal. */
    private String line(ProgressState state, boolean failed) {
        long seconds = state.getTotalElapsed().toSeconds();
        String percent = state.isIndefinite() ? "" : Math.round(100 * state.getNormalizedProgress()) + " %";
        String message = state.getExtraMessage().isEmpty() ? "starting" : state.getExtraMessage();
        String line = String.format(
                "%-20s [%s] %5s %3d s  %s",
                state.getTaskName(), failed ? "x".repeat(cells) : bar(state), percent, seconds, message);
        return line.length() > width ? line.substring(0, width) : line + " ".repeat(width - line.length());
    }

    private String bar(ProgressState state) {
        if (state.isIndefinite()) {
            int way = cells - 3;
            int step = (int) (state.getTotalElapsed().toMillis() / 100 % (2L * way));
            int left = Math.min(step, 2 * way - step);
            return " ".repeat(left) + "<=>" + " ".repeat(way - left);
        }
        int filled = (int) (cells * state.getNormalizedProgress());
        return "=".repeat(filled) + " ".repeat(cells - filled);
    }
}
