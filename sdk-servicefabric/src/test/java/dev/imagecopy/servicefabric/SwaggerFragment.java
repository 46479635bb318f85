package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The vendor's published description of the calls, as far as it concerns us: says what is wrong with an exchange. */
final class SwaggerFragment {
    private final Map<String, @Nullable Object> root;

    private SwaggerFragment(Map<String, @Nullable Object> root) {
        this.root = root;
    }

    static SwaggerFragment load() {
        try (InputStream file = SwaggerFragment.class.getResourceAsStream("/swagger-fragment.json")) {
            return new SwaggerFragment(
                    Json.object(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The description's name for the call, empty if it has no such call. */
    String operationId(HttpRequest request) {
        return (String) operation(request).getOrDefault("operationId", "");
    }

    /** The error codes that the description's text lists under a status. */
    List<String> codes(int status) {
        Map<String, Object> codes = object(object(root.get("definitions")).get("FabricErrorCodes"));
        Map<String, Object> byStatus = object(codes.get("x-codes-by-http-status-per-spec-text"));
        return list(byStatus.get(String.valueOf(status))).stream()
                .map(String::valueOf)
                .toList();
    }

    /** Lists what breaks the description. The continuation token and the copy flag, which it omits, are let through. */
    List<String> violations(HttpRequest request, HttpResponse response) {
        List<String> found = new ArrayList<>();
        Map<String, Object> operation = operation(request);
        if (operation.isEmpty()) {
            return List.of(
                    "no operation " + request.method() + " " + request.uri().getRawPath());
        }
        checkParameters(operation, request, found);
        Map<String, Object> responses = object(operation.get("responses"));
        boolean documented = responses.containsKey(String.valueOf(response.status()));
        Map<String, Object> answer = object(responses.get(documented ? String.valueOf(response.status()) : "default"));
        if (response.body().length > 0) {
            Object body = Json.parse(response.bodyAsText());
            if (answer.containsKey("schema")) {
                checkSchema("answer", answer.get("schema"), body, Set.of("ContinuationToken"), found);
            } else {
                found.add("an answer " + response.status() + " has no body");
            }
        }
        return found;
    }

    private Map<String, Object> operation(HttpRequest request) {
        String path = request.uri().getRawPath();
        for (Map.Entry<String, Object> entry : object(root.get("paths")).entrySet()) {
            String pattern = entry.getKey().replace("$", "\\$").replace("{contentPath}", "(?!\\$)[^$]+");
            Object operation = object(entry.getValue()).get(request.method().toLowerCase(Locale.ROOT));
            if (operation != null && path.matches(pattern)) {
                return object(operation);
            }
        }
        return Map.of();
    }

    private void checkParameters(Map<String, Object> operation, HttpRequest request, List<String> found) {
        Map<String, String> query = query(request);
        query.remove("ContinuationToken");
        for (Object reference : list(operation.get("parameters"))) {
            Map<String, Object> parameter = resolved(reference);
            String name = (String) parameter.get("name");
            boolean required = Boolean.TRUE.equals(parameter.get("required"));
            if ("query".equals(parameter.get("in"))) {
                String value = query.remove(name);
                if (value == null ? required : !fits(parameter, value)) {
                    found.add("query parameter " + name + " is " + value);
                }
            } else if ("body".equals(parameter.get("in"))) {
                String body = new String(request.body(), StandardCharsets.UTF_8);
                checkSchema("body", parameter.get("schema"), Json.parse(body), Set.of("CopyFlag"), found);
            }
        }
        query.keySet().forEach(name -> found.add("query parameter " + name + " is unknown"));
    }

    private static boolean fits(Map<String, Object> parameter, String value) {
        if (parameter.containsKey("enum")) {
            return list(parameter.get("enum")).contains(value);
        }
        if ("integer".equals(parameter.get("type"))) {
            long number = Long.parseLong(value);
            return number >= (Long) parameter.get("minimum") && number <= (Long) parameter.get("maximum");
        }
        return true;
    }

    /** Strict: a member that the schema does not have is a violation, unless it is known to be omitted there. */
    private void checkSchema(
            String at, @Nullable Object given, @Nullable Object value, Set<String> omitted, List<String> found) {
        Map<String, Object> schema = resolved(given);
        String type = (String) schema.getOrDefault("type", schema.containsKey("properties") ? "object" : "any");
        boolean fits =
                switch (type) {
                    case "object" -> value instanceof Map;
                    case "array" -> value instanceof List;
                    case "string" -> value instanceof String;
                    case "boolean" -> value instanceof Boolean;
                    default -> true;
                };
        if (!fits) {
            found.add(at + " is no " + type);
            return;
        }
        if (value instanceof List<?> items) {
            items.forEach(item -> checkSchema(at + "[]", schema.get("items"), item, Set.of(), found));
        }
        if (value instanceof Map<?, ?> members && schema.containsKey("properties")) {
            Map<String, Object> properties = object(schema.get("properties"));
            members.forEach((name, member) -> {
                if (properties.containsKey((String) name)) {
                    checkSchema(at + "." + name, properties.get((String) name), member, Set.of(), found);
                } else if (!omitted.contains((String) name)) {
                    found.add(at + " has an unknown member " + name);
                }
            });
            list(schema.getOrDefault("required", List.of())).stream()
                    .filter(name -> !members.containsKey(name))
                    .forEach(name -> found.add(at + " lacks " + name));
        }
    }

    private Map<String, Object> resolved(@Nullable Object given) {
        Map<String, Object> value = object(given);
        if (!(value.get("$ref") instanceof String reference)) {
            return value;
        }
        Object target = root;
        for (String step : reference.substring(2).split("/", -1)) {
            target = object(target).get(step);
        }
        return object(target);
    }

    private static Map<String, String> query(HttpRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : request.uri().getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @SuppressWarnings("unchecked") // JSON objects have names
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }
}
