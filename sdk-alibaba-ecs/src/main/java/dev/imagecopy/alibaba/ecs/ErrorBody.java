package dev.imagecopy.alibaba.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of an error body, read by its content and not by its content type: JSON, XML (for requests without a format), and
 * the beginning of either if the rest was cut off. Anything else, such as a proxy's HTML, has no fields.
 */
final class ErrorBody {
    private static final Pattern XML_FIELD = Pattern.compile("<([A-Za-z]+)>([^<]*)</\\1>");

    private final Map<String, String> fields = new LinkedHashMap<>();

    private ErrorBody() {}

    static ErrorBody parse(HttpResponse response) {
        JsonNode json;
        try {
            json = Json.parse(response.body());
        } catch (JsonFormatException notJson) {
            json = MissingNode.getInstance();
        }
        return of(response, json);
    }

    static ErrorBody of(HttpResponse response, JsonNode json) {
        ErrorBody body = new ErrorBody();
        if (LenientJson.isPresent(json)) {
            body.addAll("", json);
            return body;
        }
        String text = response.bodyAsText().strip();
        if (text.startsWith("{")) {
            body.salvageJson(text);
        } else if (text.startsWith("<") && !isHtml(text)) {
            body.salvageXml(text);
        }
        return body;
    }

    String code() {
        return field("Code");
    }

    /** Every error has a code, which is no number, and more than that; of a listed code, the name suffices. */
    boolean isOfTheService() {
        String code = code();
        boolean named = code.chars().anyMatch(c -> c < '0' || c > '9');
        return named
                && (!message().isEmpty() || requestId().isPresent() || AlibabaEcsErrorKind.BY_CODE.containsKey(code));
    }

    boolean isCode(String code) {
        return code.equalsIgnoreCase(code());
    }

    String message() {
        return field("Message");
    }

    Optional<String> requestId() {
        return Optional.of(field("RequestId")).filter(id -> !id.isEmpty());
    }

    /** Further facts from the vendor. */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>(fields);
        details.keySet().removeIf(name -> isOneOf(name, "code", "message", "requestid"));
        details.values().removeIf(String::isEmpty);
        return Collections.unmodifiableMap(details);
    }

    /** Some gateways send the names in lower case. */
    private String field(String name) {
        String exact = fields.get(name);
        if (exact != null) {
            return exact;
        }
        return fields.entrySet().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private void addAll(String prefix, JsonNode object) {
        object.properties().forEach(member -> {
            if (member.getValue().isObject() && prefix.isEmpty()) {
                addAll(member.getKey() + ".", member.getValue());
            } else {
                LenientJson.scalar(member.getValue()).ifPresent(text -> fields.put(prefix + member.getKey(), text));
            }
        });
    }

    /** By hand, in one pass: a regular expression for a text with escapes uses the stack for each character. */
    private void salvageJson(String text) {
        int quote = text.indexOf('"');
        while (quote >= 0) {
            int nameEnd = quote + 1;
            while (nameEnd < text.length() && isLetter(text.charAt(nameEnd))) {
                nameEnd++;
            }
            int colon = nameEnd > quote + 1 && isAt(text, nameEnd, '"') ? afterSpace(text, nameEnd + 1) : -1;
            int value = isAt(text, colon, ':') ? afterSpace(text, colon + 1) : -1;
            if (isAt(text, value, '"')) {
                int end = closingQuote(text, value + 1);
                if (end < 0) {
                    return; // cut off
                }
                fields.putIfAbsent(text.substring(quote + 1, nameEnd), unescape(text.substring(value + 1, end)));
                quote = text.indexOf('"', end + 1);
            } else {
                quote = text.indexOf('"', quote + 1);
            }
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isAt(String text, int index, char c) {
        return index >= 0 && index < text.length() && text.charAt(index) == c;
    }

    private static int afterSpace(String text, int start) {
        int i = start;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int closingQuote(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private void salvageXml(String text) {
        Matcher matcher = XML_FIELD.matcher(text);
        while (matcher.find()) {
            fields.putIfAbsent(matcher.group(1), unescape(matcher.group(2)));
        }
    }

    /** Sufficient for codes and messages; rarer escapes remain as they are. */
    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&")
                .replace("\\\"", "\"")
                .replace("\\/", "/")
                .strip();
    }

    private static boolean isHtml(String text) {
        String head = text.substring(0, Math.min(64, text.length())).toLowerCase(Locale.ROOT);
        return head.contains("<html") || head.contains("<!doctype");
    }

    private static boolean isOneOf(String name, String... others) {
        for (String other : others) {
            if (other.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
