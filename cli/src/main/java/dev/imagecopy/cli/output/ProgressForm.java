package dev.imagecopy.cli.output;

import java.util.Locale;
import java.util.Map;

/** How copies in progress are shown. */
enum ProgressForm {
    /** Bars on a terminal that can redraw them, lines elsewhere. */
    AUTO,
    /** Bars wherever the output is a terminal; without colors if {@code NO_COLOR} is set. */
    BARS,
    /** A line for each change. */
    LINES,
    /** Only what has ended. */
    NONE;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Opens the progress of a command. The terminal is asked only when a run begins: most commands have none.
     *
     * @param out the stream
     * @param stream its number in this process, 1 or 2
     * @param environment the variables of the process
     */
    Progress open(Printer out, int stream, Map<String, String> environment) {
        return new LazyProgress(out, () -> chosen(out, stream, environment));
    }

    private Progress chosen(Printer out, int stream, Map<String, String> environment) {
        boolean colors = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return switch (this) {
            case AUTO -> colors && canRedraw(stream, environment) ? bars(out, true) : new PlainProgress(out, true);
            case BARS -> canRedraw(stream, environment) ? bars(out, colors) : new PlainProgress(out, true);
            case LINES -> new PlainProgress(out, true);
            case NONE -> new PlainProgress(out, false);
        };
    }

    private static boolean canRedraw(int stream, Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return !type.isEmpty() && !type.equals("dumb") && Terminal.is(stream);
    }

    private static Progress bars(Printer out, boolean colors) {
        return new LiveProgress(out, Terminal.open(), colors);
    }
}
