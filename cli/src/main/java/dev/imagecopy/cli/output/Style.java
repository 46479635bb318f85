package dev.imagecopy.cli.output;

/** How a part of a line looks on a terminal. */
enum Style {
    /** As everything else. */
    PLAIN(""),
    /** Something that went well. */
    GOOD("32"),
    /** Something that went wrong. */
    BAD("31"),
    /** Something that somebody should look at. */
    DOUBTFUL("33"),
    /** Something that is still moving. */
    MOVING("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /**
     * Colors a text.
     *
     * @param clean a clean text
     * @param colors whether there are colors
     */
    String on(String clean, boolean colors) {
        return colors && !code.isEmpty() ? "\u001b[" + code + "m" + clean + "\u001b[0m" : clean;
    }
}
