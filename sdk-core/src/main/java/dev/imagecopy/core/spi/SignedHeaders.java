package dev.imagecopy.core.spi;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The headers that a signature covers, sorted by name. Not thread-safe. */
public final class SignedHeaders {
    private final SortedMap<String, String> values = new TreeMap<>();

    /** Creates a list to which the signer adds what it signs. */
    public SignedHeaders() {}

    /**
     * Adds a header, or replaces the one of the same name.
     *
     * @param name the name in lower case
     * @param value the value; surrounding spaces are not signed
     */
    public void put(String name, String value) {
        values.put(name, value.strip());
    }

    /** Writes each header as {@code name:value} and a line feed, in the order of the names. */
    public String lines() {
        int length = 0;
        for (Map.Entry<String, String> header : values.entrySet()) {
            length += header.getKey().length() + header.getValue().length() + 2;
        }
        StringBuilder lines = new StringBuilder(length);
        for (Map.Entry<String, String> header : values.entrySet()) {
            lines.append(header.getKey()).append(':').append(header.getValue()).append('\n');
        }
        return lines.toString();
    }

    /** Lists what is signed, as the vendors' signatures do: sorted and separated by semicolons. */
    public String names() {
        return String.join(";", values.keySet());
    }
}
