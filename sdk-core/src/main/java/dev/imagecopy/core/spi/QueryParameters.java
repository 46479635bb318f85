package dev.imagecopy.core.spi;

import org.jspecify.annotations.Nullable;

/**
 * Query parameters or form fields in the order in which they are added, percent-encoded as RFC 3986 says: a space is
 * {@code %20}, never {@code +}.
 */
public final class QueryParameters {
    private final StringBuilder text = new StringBuilder();

    QueryParameters() {}

    /**
     * Adds a parameter.
     *
     * @param name the name, not yet encoded
     * @param value the value, not yet encoded; null adds nothing
     * @return this
     */
    public QueryParameters add(String name, @Nullable String value) {
        if (value != null) {
            text.append(text.length() == 0 ? "" : "&")
                    .append(PercentEncoding.encode(name))
                    .append('=')
                    .append(PercentEncoding.encode(value));
        }
        return this;
    }

    String encoded() {
        return text.toString();
    }
}
