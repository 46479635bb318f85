package dev.imagecopy.core.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.LenientJson;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Searches a document for ids, names, paths and version numbers that contain part of a secret. They are used in requests, resume
 * tokens and messages as they are, where nothing can be hidden, and no service gives an image such a name.
 */
final class SecretNames {
    private SecretNames() {}

    /**
     * Whether any id, name or path in a document is secret. Recursive; the parser limits the depth.
     *
     * @param isSecret whether a text contains part of a secret
     */
    static boolean areIn(JsonNode document, Predicate<String> isSecret) {
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            JsonNode value = member.getValue();
            if (isName(member.getKey()) && (isSecret(value, isSecret) || anyIsSecret(value, isSecret))) {
                return true;
            }
            if (value.isContainerNode() && areIn(value, isSecret)) {
                return true;
            }
        }
        for (JsonNode element : LenientJson.items(document)) {
            if (areIn(element, isSecret)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyIsSecret(JsonNode values, Predicate<String> isSecret) {
        return LenientJson.items(values).stream().anyMatch(each -> isSecret(each, isSecret));
    }

    private static boolean isSecret(JsonNode value, Predicate<String> isSecret) {
        return value.isTextual() && isSecret.test(value.textValue());
    }

    /** The id of a request is shown with the secrets removed, and a key's id is part of the credentials themselves. */
    private static boolean isName(String member) {
        String name = member.replace("_", "").toLowerCase(Locale.ROOT);
        boolean isIdOrName = name.endsWith("id")
                || name.endsWith("ids")
                || name.endsWith("name")
                || name.endsWith("path")
                || name.endsWith("number"); // of a version, which a resume token of Service Fabric contains
        return isIdOrName && !name.equals("requestid") && !name.equals("accesskeyid");
    }
}
