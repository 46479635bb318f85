package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.SimulatedRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a call, checked by the rules of the vendor's API description. */
public final class DesktopRequest {
    private final Map<String, @Nullable Object> body;

    private DesktopRequest(Map<String, @Nullable Object> body) {
        this.body = body;
    }

    /**
     * Parses the body of a request, and refuses it as the service would if it is not JSON or has a field that the call does not
     * know.
     *
     * @param known the names of the call's fields
     */
    public static DesktopRequest of(SimulatedRequest request, Set<String> known) {
        String type = request.header("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new CloudRefusal(3, "Content-Type must be application/json");
        }
        Map<String, @Nullable Object> body;
        try {
            body = request.json();
        } catch (IllegalArgumentException malformed) {
            throw new CloudRefusal(3, "Request body is not a JSON object");
        }
        body.keySet().forEach(name -> {
            if (!known.contains(name)) {
                throw CloudRefusal.field(name, "unknown field");
            }
        });
        return new DesktopRequest(body);
    }

    /**
     * Returns a text that must be there, or refuses the request if it is missing, empty, no text or too long.
     *
     * @param name the field's name
     * @param longest how many characters (code points) it may have
     */
    public String required(String name, int longest) {
        String text = optional(name, longest);
        if (text.isEmpty()) {
            throw CloudRefusal.field(name, "Field is required");
        }
        return text;
    }

    /**
     * Returns a text that may be missing, or refuses the request if the field is no text or too long.
     *
     * @param name the field's name
     * @param longest how many characters (code points) it may have
     * @return the text; empty if the field is missing or null
     */
    public String optional(String name, int longest) {
        Object value = body.get(name);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw CloudRefusal.field(name, "must be a string");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw CloudRefusal.field(name, "must be at most " + longest + " characters long");
        }
        return text;
    }

    /**
     * Returns the pairs of the field {@code labels}, or refuses the request if they break the vendor's rules: at most 64, names that
     * begin with a small letter, and at most 63 small letters, digits, {@code -} and {@code _} in both.
     *
     * @return the pairs in the order of the request; empty if the field is missing or null
     */
    public Map<String, String> labels() {
        Object value = body.get("labels");
        Map<String, String> labels = new LinkedHashMap<>();
        if (value == null) {
            return labels;
        }
        if (!(value instanceof Map<?, ?> map) || map.size() > 64) {
            throw CloudRefusal.field("labels", "must be at most 64 pairs");
        }
        map.forEach((key, text) -> {
            if (!String.valueOf(key).matches("[a-z][-_0-9a-z]{0,62}")
                    || !(text instanceof String label)
                    || !label.matches("[-_0-9a-z]{0,63}")) {
                throw CloudRefusal.field("labels", "invalid key or value");
            }
            labels.put(String.valueOf(key), label);
        });
        return labels;
    }

    /** Whether the request has a field of this name, be it null. */
    public boolean has(String name) {
        return body.containsKey(name);
    }
}
