package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.OuterDocument;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the key in what a program prints: all of it, or the only object that has lines of its own among those of a log. If the log
 * is JSON too, the key is the only object with an access key's id.
 */
final class ProgramOutput {
    /** The limit for parsing what is no JSON, which is quadratic in the number of lines with braces. */
    private static final int MOST_TRIES = 1000;

    /** What a program is to print, for messages. */
    static final String EXPECTED = "the names are access_key_id, access_key_secret and, for a temporary key, sts_token";

    private static final String NAME_OF_SERVICES = "AccessKeyId";

    private ProgramOutput() {}

    /**
     * Reads what a program has printed.
     *
     * @throws CredentialsException if there is no JSON, several keys, or only one inside another object; the message shows nothing of
     *     it
     */
    static JsonNode document(String text) {
        if (text.isBlank()) {
            throw failure("the program did not print a key: its output is empty");
        }
        JsonNode document = parsed(text).orElseGet(() -> amongOthers(text));
        if (!hasId(document) && hasIdInside(document)) {
            throw failure("the program printed a key inside another object, as token services answer; it must be at the"
                    + " top: " + EXPECTED);
        }
        String flaw = hasId(document) ? "" : OuterDocument.flaw(text);
        if (!flaw.isEmpty()) {
            throw failure("the program did not print a key: its output is " + flaw + "; " + EXPECTED);
        }
        return document;
    }

    private static JsonNode amongOthers(String text) {
        List<JsonNode> objects = objects(text.lines().map(String::strip).toList());
        if (objects.isEmpty()) {
            throw SettingJson.refused(text, "the program did not print a key: its output");
        }
        if (objects.size() == 1) {
            return objects.get(0);
        }
        List<JsonNode> found = objects.stream().filter(ProgramOutput::hasId).toList();
        List<JsonNode> keys = found.isEmpty()
                ? objects.stream().filter(ProgramOutput::hasIdInside).toList()
                : found;
        if (keys.isEmpty()) {
            throw failure("the program did not print a key: its output has several JSON objects, but none with "
                    + AlibabaSetting.PROGRAM_KEY_ID.key());
        }
        if (keys.size() > 1) {
            throw failure("the program did not print a key: its output has several keys, and must have one");
        }
        return keys.get(0);
    }

    private static boolean hasIdInside(JsonNode object) {
        return object.properties().stream().anyMatch(each -> hasId(each.getValue()));
    }

    /** Whether an object has the id of a key, under the name of profiles or of services. */
    private static boolean hasId(JsonNode object) {
        return Stream.of(AlibabaSetting.PROGRAM_KEY_ID.key(), NAME_OF_SERVICES)
                .anyMatch(name ->
                        !LenientJson.text(LenientJson.member(object, name)).isBlank());
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
            tries += whole && object.isEmpty() ? 1 : 0;
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
