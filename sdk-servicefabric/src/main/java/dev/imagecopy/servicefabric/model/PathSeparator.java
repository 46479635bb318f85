package dev.imagecopy.servicefabric.model;

/** How the parts of an image store path are joined when it is sent in a copy request. */
public enum PathSeparator {
    /**
     * {@code App\v1}, the default. A cluster on Windows compares a source path literally with its own names, which have
     * backslashes, and does not find {@code App/v1}. A cluster on Linux accepts both.
     */
    BACKSLASH('\\'),
    /** {@code App/v1}, for a cluster on Linux that accepts nothing else. */
    SLASH('/');

    private final char character;

    PathSeparator(char character) {
        this.character = character;
    }

    /** {@return a backslash or a slash} */
    public char character() {
        return character;
    }
}
