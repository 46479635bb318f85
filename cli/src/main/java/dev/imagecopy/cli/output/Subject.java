package dev.imagecopy.cli.output;

/** What a command was about when it failed: what to do next differs. */
public enum Subject {
    /** Copies, which are never sent twice. */
    COPY,
    /** Deletions, which may be repeated. */
    DELETION
}
