package dev.imagecopy.cli.output;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The end of a terminal's text: a block of lines that is redrawn in place, below lines that stay. Each line ends before the
 * terminal's last column, so that it never wraps; if the terminal has become narrower since, it may have wrapped what was drawn,
 * which is counted in. Every change is written at once, so that nothing flickers. The rest of the screen is never erased from its
 * first row: some terminals then take the whole screen for text that scrolled away, and keep each block in their history.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class Screen {
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final String TO_END_OF_SCREEN = "\u001b[J";

    private final Printer out;
    private final Supplier<ScreenSize> size;
    private List<String> drawn = List.of(); // guarded by this

    Screen(Printer out, Supplier<ScreenSize> size) {
        this.out = out;
        this.size = size;
    }

    /**
     * Draws the block in place of the one before.
     *
     * @param block its lines for a size, clean and no wider or higher than it
     */
    synchronized void draw(Function<ScreenSize, List<String>> block) {
        ScreenSize now = size.get();
        List<String> lines = block.apply(now);
        StringBuilder text = new StringBuilder(toTop(rows(now)));
        append(text, lines);
        write(text.append(TO_END_OF_SCREEN));
        drawn = List.copyOf(lines);
    }

    /**
     * Adds a line above the block, where it stays. It is wrapped between its words if it is too long.
     *
     * @param line a clean line of any length
     * @param indent what wrapped lines begin with
     */
    synchronized void above(String line, String indent) {
        ScreenSize now = size.get();
        StringBuilder text = new StringBuilder(toTop(rows(now)));
        append(text, TerminalText.wrap(line, now.columns() - 1, indent));
        append(text, drawn);
        write(text.append(TO_END_OF_SCREEN));
    }

    /**
     * Lets something else print to the terminal, where the block was; the next drawing is below that.
     *
     * @param print prints whole lines
     */
    synchronized void aside(Runnable print) {
        clear();
        print.run();
    }

    /** Removes the block. */
    synchronized void clear() {
        int rows = rows(size.get());
        StringBuilder text = new StringBuilder(toTop(rows));
        text.append((TO_END_OF_LINE + '\n').repeat(rows)).append(TO_END_OF_LINE);
        write(text.append(toTop(rows)));
        drawn = List.of();
    }

    /** Moves the cursor to the first line of the block. */
    private static String toTop(int rows) {
        return rows == 0 ? "\r" : "\r\u001b[" + rows + "A";
    }

    /** How many rows of the terminal the block has. */
    private int rows(ScreenSize now) {
        int rows = 0;
        for (String line : drawn) {
            rows += Math.max(1, (TerminalText.columns(line) + now.columns() - 1) / now.columns());
        }
        return rows;
    }

    private static void append(StringBuilder text, List<String> lines) {
        for (String line : lines) {
            text.append(line).append(TO_END_OF_LINE).append('\n');
        }
    }

    private void write(StringBuilder text) {
        out.print(text.toString());
    }
}
