package dev.imagecopy.cli.output;

/**
 * The size of a terminal.
 *
 * @param columns its width
 * @param rows its height
 */
record ScreenSize(int columns, int rows) {
    /** For a terminal that does not tell. */
    static final ScreenSize USUAL = new ScreenSize(80, 24);

    private static final int LEAST = 2;
    private static final int MOST = 10_000;

    /** Keeps a terminal that reports nonsense from being taken literally. */
    ScreenSize {
        columns = columns < LEAST || columns > MOST ? 80 : columns;
        rows = rows < LEAST || rows > MOST ? 24 : rows;
    }
}
