package dev.imagecopy.core.spi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters or form fields in the order in which they are added, percent-encoded as in RFC 3986: a space is {@code %20},
 * never {@code +}.
 */
public final class QueryParameters {
    private static final String[] NONE = {};
    private static final int ROOM = 16;

    private String[] fields = NONE;
    private int length;

    QueryParameters() {}

    /**
     * Adds a parameter.
     *
     * @param name the name, not yet encoded
     * @param value the value, not yet encoded; null omits the parameter
     * @return this
     */
    public QueryParameters add(String name, @Nullable String value) {
        if (value != null) {
            if (length == fields.length) {
                fields = Arrays.copyOf(fields, length == 0 ? ROOM : 2 * length);
            }
            fields[length++] = name;
            fields[length++] = value;
        }
        return this;
    }

    /** In the order in which they were added. */
    String encoded() {
        StringBuilder text = new StringBuilder(room());
        append(text);
        return text.toString();
    }

    /** Returns a copy sorted by the unencoded names; values of the same name keep their order. */
    QueryParameters sorted() {
        for (int end = 2; end < length; end += 2) {
            String name = fields[end];
            String value = fields[end + 1];
            int at = end;
            for (; at > 0 && fields[at - 2].compareTo(name) > 0; at -= 2) {
                fields[at] = fields[at - 2];
                fields[at + 1] = fields[at - 1];
            }
            fields[at] = name;
            fields[at + 1] = value;
        }
        return this;
    }

    /** The likely length of the encoded text. */
    int room() {
        return 16 * length;
    }

    void append(StringBuilder text) {
        for (int i = 0; i < length; i += 2) {
            if (i > 0) {
                text.append('&');
            }
            PercentEncoding.append(text, fields[i]);
            text.append('=');
            PercentEncoding.append(text, fields[i + 1]);
        }
    }

    boolean isEmpty() {
        return length == 0;
    }
}
