package dev.imagecopy.cli.command;

/** Words of command lines that people are told to type. */
public final class ShellWord {
    private ShellWord() {}

    /**
     * Returns a word as a shell takes it back.
     *
     * @param word any text
     */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:\\\\~+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
