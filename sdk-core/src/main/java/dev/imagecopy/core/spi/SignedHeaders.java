package dev.imagecopy.core.spi;

import java.util.Arrays;

/** The headers that a signature covers, sorted by their names. Not safe for use by several threads. */
public final class SignedHeaders {
    private static final int ROOM = 20;

    private String[] fields = new String[ROOM];
    private int length;

    /** Makes an empty list. */
    public SignedHeaders() {}

    /**
     * Adds a header, or replaces that of the same name.
     *
     * @param name the name in lower case
     * @param value the value
     */
    public void put(String name, String value) {
        int at = length;
        while (at > 0 && fields[at - 2].compareTo(name) >= 0) {
            at -= 2;
        }
        if (at == length || !fields[at].equals(name)) {
            if (length == fields.length) {
                fields = Arrays.copyOf(fields, 2 * length);
            }
            System.arraycopy(fields, at, fields, at + 2, length - at);
            length += 2;
        }
        fields[at] = name;
        fields[at + 1] = value.strip();
    }

    /**
     * Writes {@code name:value} and a line end for each.
     *
     * @param text what to add to
     * @return the text
     */
    public SignatureText appendLines(SignatureText text) {
        for (int i = 0; i < length; i += 2) {
            text.append(fields[i]).append(':').append(fields[i + 1]).append('\n');
        }
        return text;
    }

    /**
     * Writes the names with a semicolon between them.
     *
     * @param text what to add to
     * @return the text
     */
    public SignatureText appendNames(SignatureText text) {
        for (int i = 0; i < length; i += 2) {
            (i == 0 ? text : text.append(';')).append(fields[i]);
        }
        return text;
    }
}
