package dev.imagecopy.alibaba.ecs.signing;

import dev.imagecopy.core.spi.PercentEncoding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query in the one form that both signatures are computed over: sorted by the names as they are before encoding, so that
 * {@code Tag.10.Key} comes before {@code Tag.2.Key}. What is signed is also what is sent.
 */
public final class CanonicalQuery {
    private final TreeMap<String, String> parameters = new TreeMap<>();

    private CanonicalQuery() {}

    /**
     * Reads a query.
     *
     * @param rawQuery the query as it is in a URI, may be null
     * @return its parameters
     */
    public static CanonicalQuery parse(@Nullable String rawQuery) {
        CanonicalQuery query = new CanonicalQuery();
        if (rawQuery != null && !rawQuery.isEmpty()) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                query.set(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    /**
     * Makes a query.
     *
     * @param parameters names and values, not yet encoded
     * @return the query
     */
    public static CanonicalQuery of(Map<String, String> parameters) {
        CanonicalQuery query = new CanonicalQuery();
        query.parameters.putAll(parameters);
        return query;
    }

    /**
     * Brings the query of a target into this form.
     *
     * @param uri the target
     * @return the same target when its query has this form already, as those that the SDK encodes have
     */
    public static URI in(URI uri) {
        String query = uri.getRawQuery();
        if (query == null) {
            return uri;
        }
        String canonical = parse(query).encoded();
        boolean unchanged = canonical.equals(query) && !canonical.isEmpty();
        return unchanged ? uri : Acs3Signature.withQuery(uri, canonical);
    }

    /**
     * Sets a parameter.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public CanonicalQuery set(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /**
     * Writes the query.
     *
     * @return names and values, encoded and sorted
     */
    public String encoded() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.length() == 0 ? "" : "&")
                .append(PercentEncoding.encode(name))
                .append('=')
                .append(PercentEncoding.encode(value)));
        return text.toString();
    }

    /** A plus sign stands for itself in our queries. */
    private static String decode(String encoded) {
        return encoded.indexOf('%') < 0
                ? encoded
                : URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
