package dev.imagecopy.servicefabric.model;

/**
 * What a copy does about an existing destination. <b>The vendor does not document this field</b>: it is known from the server's
 * published source (runtime 6.4), and a newer runtime may ignore it. Leave it out unless you have tried it.
 */
public enum CopyFlag {
    /** Succeeds without copying if the destination has its marker; a destination without one is replaced. */
    ECHO("Echo"),
    /** Deletes the destination and copies, like a request without this field. */
    OVERWRITE("Overwrite");

    private final String text;

    CopyFlag(String text) {
        this.text = text;
    }

    /**
     * Returns the value as it is sent.
     *
     * @return for example {@code Echo}
     */
    public String text() {
        return text;
    }
}
