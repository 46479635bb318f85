package dev.imagecopy.core.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Searches a document for ids, names, paths and version numbers that contain part of a secret. They are used in requests, resume
 * tokens and messages as they are, where nothing can be hidden, and no service gives an image such a name. Members are passed to
 * this object one by one, since iterators would allocate more than 100 bytes for each response.
 */
final class SecretNames implements Consumer<Map.Entry<String, JsonNode>> {
    private final Predicate<String> isSecret;
    private boolean found;

    private SecretNames(Predicate<String> isSecret) {
        this.isSecret = isSecret;
    }

    /**
     * Whether any id, name or path in a document is secret.
     *
     * @param isSecret whether a text contains part of a secret
     */
    static boolean areIn(JsonNode document, Predicate<String> isSecret) {
        SecretNames names = new SecretNames(isSecret);
        names.search(document);
        return names.found;
    }

    /** Recursive; the parser limits the depth. */
    private void search(JsonNode container) {
        container.properties().forEach(this);
        for (int i = 0; container.isArray() && i < container.size(); i++) {
            search(container.get(i));
        }
    }

    /** Searches one member. */
    @Override
    public void accept(Map.Entry<String, JsonNode> member) {
        JsonNode value = member.getValue();
        boolean hasTexts = value.isTextual() || value.isArray();
        if (!found && hasTexts && isName(member.getKey())) {
            found = isSecret(value);
        }
        if (!found && value.isContainerNode()) {
            search(value);
        }
    }

    /** Whether a text or one of several is secret. */
    private boolean isSecret(JsonNode value) {
        if (value.isTextual()) {
            return isSecret.test(value.textValue());
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode each = value.get(i);
            if (each.isTextual() && isSecret.test(each.textValue())) {
                return true;
            }
        }
        return false;
    }

    /** The id of a request is shown with the secrets removed, and a key's id is part of the credentials themselves. */
    private static boolean isName(String member) {
        boolean isIdOrName = startOf("id", member) >= 0
                || startOf("ids", member) >= 0
                || startOf("name", member) >= 0
                || startOf("path", member) >= 0
                || startOf("number", member) >= 0; // of a version, which a resume token of Service Fabric contains
        return isIdOrName && !is("requestid", member) && !is("accesskeyid", member);
    }

    private static boolean is(String name, String member) {
        int start = startOf(name, member);
        for (int i = 0; i < start; i++) {
            if (member.charAt(i) != '_') {
                return false;
            }
        }
        return start >= 0;
    }

    /** Where the end of a member's name begins, whatever its letter case and underscores; -1 if the name ends otherwise. */
    private static int startOf(String end, String member) {
        int at = member.length();
        for (int i = end.length() - 1; i >= 0; i--) {
            do {
                at--;
            } while (at >= 0 && member.charAt(at) == '_');
            if (at < 0 || Character.toLowerCase(member.charAt(at)) != end.charAt(i)) {
                return -1;
            }
        }
        return at;
    }
}
