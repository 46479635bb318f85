package dev.imagecopy.core.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognizes documents that contain a key as one of their texts, as tools that keep secrets print it, in place of the key itself, and keys
 * of other clouds. Which of
 * several texts is meant is for people to say, so a message names the form and what to take out of it.
 *
 * @see <a href="https://yandex.cloud/en/docs/lockbox/api-ref/Payload/get">the payload of a Lockbox secret</a>
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/secret/">Secrets of Kubernetes</a>
 * @see <a href="https://developer.hashicorp.com/terraform/cli/commands/output">the outputs of Terraform</a>
 */
public final class OuterDocument {
    /** How many objects may surround a text in which a key is looked for. */
    private static final int MAX_LAYERS = 4;

    private static final int MAX_NODES = 1000;

    private OuterDocument() {}

    /**
     * Returns what a text is in place of a key, and what to do about it.
     *
     * @param text JSON that contains none of the entries of a key, or YAML
     * @return a clause that follows "is", and shows no value; empty if the text is nothing of this kind
     */
    public static String flaw(String text) {
        String known = KnownDocument.name(text);
        if (!known.isEmpty()) {
            return known + KnownDocument.advice(known);
        }
        try {
            return flaw(Json.parse(SettingJson.document(text)));
        } catch (JsonFormatException notJson) {
            return "";
        }
    }

    /**
     * Returns the name of the key or manifest that a text is, also in base64 and the like.
     *
     * @return as {@link KnownDocument#name}
     */
    public static String known(String text) {
        try {
            return KnownDocument.name(Json.parse(SettingJson.document(text)));
        } catch (JsonFormatException notJson) {
            return KnownDocument.name(text);
        }
    }

    private static String flaw(JsonNode document) {
        String known = KnownDocument.name(document);
        if (!known.isEmpty()) {
            return known + KnownDocument.advice(known);
        }
        if (document.path("sops").isObject()) {
            return "a file that sops has encrypted: give the decrypted one";
        }
        if (document.isArray()) {
            return "a list, and must be one JSON object";
        }
        if (isPayload(document)) {
            return "the payload of a Lockbox secret: give the text_value of the entry with the key alone";
        }
        if (isOutputs(document)) {
            return "the outputs of Terraform: give the value of the one with the key alone (terraform output -raw)";
        }
        return holdsDocument(document)
                ? "JSON around a key: give the text with the key alone, without the JSON around it"
                : "";
    }

    private static boolean isPayload(JsonNode document) {
        List<JsonNode> entries = new ArrayList<>(LenientJson.items(document.path("entries")));
        entries.add(document); // an entry alone
        return entries.stream()
                .anyMatch(entry -> entry.has("key")
                        && (entry.path("textValue").isTextual()
                                || entry.path("text_value").isTextual()));
    }

    private static boolean isOutputs(JsonNode document) {
        return isOutput(document)
                || (document.isObject()
                        && document.size() > 0
                        && document.properties().stream().allMatch(each -> isOutput(each.getValue())));
    }

    private static boolean isOutput(JsonNode value) {
        return value.has("value")
                && value.has("type")
                && value.path("sensitive").isBoolean();
    }

    /** Whether one of the texts inside is JSON or a private key, also in base64. */
    private static boolean holdsDocument(JsonNode document) {
        List<JsonNode> layer = List.of(document);
        for (int depth = 0; depth < MAX_LAYERS; depth++) {
            List<JsonNode> inside = new ArrayList<>();
            for (JsonNode node : layer) {
                for (JsonNode each : node) {
                    if (each.isTextual() && MisplacedSecret.isDocument(MisplacedSecret.kind(each.textValue()))) {
                        return true;
                    }
                    if (inside.size() < MAX_NODES) {
                        inside.add(each);
                    }
                }
            }
            layer = inside;
        }
        return false;
    }
}
