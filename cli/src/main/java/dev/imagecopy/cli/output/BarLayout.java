package dev.imagecopy.cli.output;

import java.time.Duration;

/**
 * The columns of a line of progress: name, place, bar, amount, time. What does not fit is shortened first and then left out from
 * the right, so that a line never has more than its columns.
 *
 * @param columns the columns of a line
 * @param name the columns of the name
 * @param where the columns of the place
 * @param cells the length of the bar; 0 if there is none
 * @param timed whether there is room for a time
 */
record BarLayout(int columns, int name, int where, int cells, boolean timed) {
    /** On a wider terminal, a line would be hard to follow. */
    static final int WIDEST = 119;

    private static final int GAP = 2;
    private static final int AMOUNT = 5;
    private static final int TIME = 13;
    private static final int LEAST_LABEL = 12;
    private static final int LEAST_CELLS = 6;
    private static final int MOST_CELLS = 30;

    /**
     * Lays out a line.
     *
     * @param screen the size of the terminal; its last column stays free, since some terminals wrap after it
     * @param names the columns of the longest name
     * @param places the columns of the longest place
     */
    static BarLayout of(ScreenSize screen, int names, int places) {
        int columns = Math.min(WIDEST, screen.columns() - 1);
        int cells = Math.max(LEAST_CELLS, Math.min(MOST_CELLS, columns / 5));
        int label = columns - barred(cells) - GAP - TIME;
        boolean timed = label >= LEAST_LABEL;
        if (!timed) {
            label = columns - barred(cells);
        }
        if (label < LEAST_LABEL) {
            cells = 0;
            label = columns - GAP - AMOUNT;
        }
        if (label >= names + GAP + places) {
            return new BarLayout(columns, names, places, cells, timed);
        }
        int where = Math.min(places, Math.max(LEAST_LABEL, label * 2 / 5));
        int name = label - GAP - where;
        return name < LEAST_LABEL / 2
                ? new BarLayout(columns, Math.max(0, label), 0, cells, timed)
                : new BarLayout(columns, name, where, cells, timed);
    }

    /** The columns of a bar and the amount after it. */
    private static int barred(int cells) {
        return GAP + 2 + cells + 1 + AMOUNT;
    }

    /**
     * Puts the line of a copy together.
     *
     * @param place the copy
     * @param bar {@link #filled} or {@link #moving}, which may be colored
     * @param amount how far it is, in at most 5 columns; empty if unknown
     * @param time a time; empty if unknown
     */
    String line(Place place, String bar, String amount, String time) {
        String label = TerminalText.pad(place.name(), name);
        return line(where > 0 ? label + "  " + TerminalText.pad(place.where(), where) : label, bar, amount, time);
    }

    /**
     * Puts the line of the whole run together.
     *
     * @param label what is said about it
     * @param bar {@link #filled} or {@link #moving}, which may be colored
     * @param amount how far it is, in at most 5 columns; empty if unknown
     * @param time a time; empty if unknown
     */
    String total(String label, String bar, String amount, String time) {
        return line(TerminalText.pad(label, where > 0 ? name + GAP + where : name), bar, amount, time);
    }

    private String line(String label, String bar, String amount, String time) {
        String line = label
                + (cells > 0 ? "  [" + bar + "] " : "  ")
                + " ".repeat(Math.max(0, AMOUNT - amount.length()))
                + amount
                + (timed ? "  " + TerminalText.fit(time, TIME) : "");
        return TerminalText.columns(line) <= columns ? line.stripTrailing() : TerminalText.fit(label, columns);
    }

    /** A bar that is filled up to a part between 0 and 1. */
    String filled(double part) {
        int full = (int) (cells * Math.max(0, Math.min(1, part)));
        return full < cells && full > 0
                ? "=".repeat(full - 1) + ">" + " ".repeat(cells - full)
                : "=".repeat(full) + " ".repeat(cells - full);
    }

    /** A mark that moves to and fro, for a service that reports no progress. */
    String moving(Duration elapsed) {
        int way = cells - 3;
        if (way <= 0) {
            return " ".repeat(cells);
        }
        int step = (int) (elapsed.toMillis() / 200 % (2L * way));
        int left = Math.min(step, 2 * way - step);
        return " ".repeat(left) + "<=>" + " ".repeat(way - left);
    }
}
