package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the JSON in what a program prints: all of it, or the only object that has lines of its own among those of a log. */
final class ProgramOutput {
    /** The limit for parsing, which is quadratic in the number of lines with braces. */
    private static final int MOST_TRIES = 1000;

    private ProgramOutput() {}

    /**
     * Reads what a program has printed.
     *
     * @throws CredentialsException if there is no JSON, or more than one object; the message shows nothing of it
     */
    static JsonNode document(String text) {
        if (text.isBlank()) {
            throw failure("the program did not print a key: its output is empty");
        }
        return parsed(text).orElseGet(() -> {
            List<JsonNode> objects = objects(text.lines().map(String::strip).toList());
            if (objects.size() > 1) {
                throw failure(
                        "the program did not print a key: its output has several JSON objects, and must have one");
            }
            if (objects.isEmpty()) {
                throw SettingJson.refused(text, "the program did not print a key: its output");
            }
            return objects.get(0);
        });
    }

    private static List<JsonNode> objects(List<String> lines) {
        List<JsonNode> objects = new ArrayList<>();
        int tries = 0;
        int first = 0;
        int last = 0;
        while (first < lines.size() && tries < MOST_TRIES) {
            boolean whole = lines.get(first).startsWith("{") && lines.get(last).endsWith("}");
            Optional<JsonNode> object =
                    whole ? parsed(String.join("\n", lines.subList(first, last + 1))) : Optional.empty();
            object.ifPresent(objects::add);
            tries += whole ? 1 : 0;
            if (object.isPresent()) {
                first = last + 1;
                last = first;
            } else if (last + 1 < lines.size() && lines.get(first).startsWith("{")) {
                last++;
            } else {
                first++;
                last = first;
            }
        }
        return objects;
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(Json.parse(SettingJson.document(text)));
        } catch (JsonFormatException notJson) {
            return Optional.empty();
        }
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
