package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.SimulatedRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of a copy, whose format has been checked.
 *
 * @param fields its members
 */
record ImsBody(Map<String, @Nullable Object> fields) {

    static ImsBody of(SimulatedRequest request, Set<String> known) {
        String type = request.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        if (!type.equals("application/json") && !type.equals("application/json;charset=utf-8")) {
            throw ImsRefusal.service("IMG.0001", "Invalid content type.");
        }
        if (request.body().length == 0) {
            throw ImsRefusal.service("IMG.0007", "The request body is empty.");
        }
        Map<String, @Nullable Object> fields;
        try {
            fields = request.json();
        } catch (IllegalArgumentException notJson) {
            throw ImsRefusal.service("IMG.0001", "The message format is incorrect.");
        }
        fields.forEach((name, value) -> {
            if (!known.contains(name) || !(value instanceof String)) {
                throw ImsRefusal.service("IMG.0001", "Unknown or malformed field " + name + ".");
            }
        });
        return new ImsBody(fields);
    }

    /** Reads a body whose only member is a boolean. */
    static boolean flag(SimulatedRequest request, String name) {
        Map<String, @Nullable Object> fields;
        try {
            fields = request.json();
        } catch (IllegalArgumentException notJson) {
            throw ImsRefusal.service("IMG.0001", "The message format is incorrect.");
        }
        if (fields.size() != 1 || !(fields.get(name) instanceof Boolean flag)) {
            throw ImsRefusal.service("IMG.0001", "The body may hold " + name + " only, as true or false.");
        }
        return flag;
    }

    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    String required(String name, String code) {
        String text = text(name);
        if (text.isEmpty()) {
            throw ImsRefusal.service(code, name + " is missing.");
        }
        return text;
    }
}
