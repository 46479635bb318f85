package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as a {@link Simulator} received it. Immutable; the body array is shared and must not be changed.
 *
 * <p>{@link #toString()} shows method and path, never a query, header value or body.
 */
public final class SimulatedRequest {
    private final String method;
    private final String path;
    private final String rawQuery;
    private final List<String> segments;
    private final List<Parameter> parameters;
    private final HttpHeaders headers;
    private final byte[] body;

    private SimulatedRequest(String method, String path, String rawQuery, HttpHeaders headers, byte[] body) {
        this.method = Objects.requireNonNull(method, "method");
        this.path = path;
        this.rawQuery = rawQuery;
        this.segments = decodedSegments(path);
        this.parameters = decodedParameters(rawQuery);
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
    }

    /**
     * Creates a request.
     *
     * @param method the HTTP method, in upper case
     * @param target path and query as in the request line, encoded
     * @param headers the headers, including Host
     * @param body the body; an empty array if there is none; shared, not copied
     * @return the request
     * @throws IllegalArgumentException if the path or the query contains a malformed percent escape
     */
    public static SimulatedRequest of(String method, String target, HttpHeaders headers, byte[] body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return new SimulatedRequest(
                method, path.isEmpty() ? "/" : path, mark < 0 ? "" : target.substring(mark + 1), headers, body);
    }

    /**
     * Returns the HTTP method.
     *
     * @return for example {@code POST}
     */
    public String method() {
        return method;
    }

    /** {@return the path, still encoded, beginning with a slash} */
    public String path() {
        return path;
    }

    /**
     * Returns the segments of the path, decoded one by one, so that an encoded slash remains in its segment.
     *
     * @return the segments; {@code /v1/a%2Fb} has two, {@code v1} and {@code a/b}; the path {@code /} has one, empty
     */
    public List<String> segments() {
        return segments;
    }

    /** {@return the text after the question mark, still encoded; empty if there is none} */
    public String rawQuery() {
        return rawQuery;
    }

    /**
     * Returns the query's parameters, decoded, with plus signs as spaces.
     *
     * @return the parameters in order, including repeated names
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * Returns the first query parameter with a name.
     *
     * @param name the exact name
     * @return its decoded value
     */
    public Optional<String> parameter(String name) {
        return first(parameters, name);
    }

    /**
     * Parses the body as an HTML form.
     *
     * @return the fields in order, decoded, with plus signs as spaces
     * @throws IllegalArgumentException if it contains a malformed percent escape
     */
    public List<Parameter> form() {
        return decodedParameters(bodyText());
    }

    /** {@return the headers as received} */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the field name, case-insensitive
     * @return its value
     */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /**
     * Returns the Host header, by which a simulator distinguishes the endpoints of several regions.
     *
     * @return the host and, if present, the port; empty without that header
     */
    public String host() {
        return header("Host").orElse("");
    }

    /**
     * Returns the body, shared and not to be changed.
     *
     * @return the bytes; an empty array if there is no body
     */
    public byte[] body() {
        return body;
    }

    /**
     * Decodes the body as UTF-8.
     *
     * @return the text
     */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Parses the body as a JSON object.
     *
     * @return its members, as from {@link Json#parse}
     * @throws IllegalArgumentException if it is anything else
     */
    public Map<String, @Nullable Object> json() {
        return Json.object(bodyText());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static Optional<String> first(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    private static List<String> decodedSegments(String path) {
        List<String> decoded = new ArrayList<>();
        for (String segment : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
            decoded.add(PercentCoding.decode(segment));
        }
        return List.copyOf(decoded);
    }

    private static List<Parameter> decodedParameters(String query) {
        List<Parameter> decoded = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                decoded.add(new Parameter(PercentCoding.decodeForm(name), PercentCoding.decodeForm(value)));
            }
        }
        return List.copyOf(decoded);
    }

    /**
     * A parameter of a query or a form.
     *
     * @param name the decoded name
     * @param value the decoded value; empty if there is none
     */
    public record Parameter(String name, String value) {}
}
