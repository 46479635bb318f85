package dev.imagecopy.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import java.util.Locale;

/** JSON in visible ASCII, so that a terminal shows it as it is and every encoding carries it. */
final class JsonText {
    private JsonText() {}

    /** Writes an object on one line. */
    static String of(ObjectNode object) {
        return ascii(new String(Json.write(object), UTF_8));
    }

    /** Returns what a text becomes inside a string of JSON. */
    static String quoted(String text) {
        String json = of(Json.object().put("", text));
        return json.substring("{\"\":\"".length(), json.length() - "\"}".length());
    }

    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7f) {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c)); // only strings contain such characters
            }
        }
        return ascii.toString();
    }
}
