package dev.imagecopy.cli.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a request says about its values, told by the plan's keys. */
final class BuilderMessages {
    /** The fields whose keys have another name. */
    private static final Map<String, String> KEYS = Map.of(
            "targetRegion", "region",
            "region", "sourceRegion",
            "reservedDestinationAllowed", "allowReservedDestination");

    private BuilderMessages() {}

    /**
     * A violation.
     *
     * @param key the plan's key; empty if it is about several
     * @param text what is wrong
     */
    record Message(String key, String text) {}

    /** Takes the message of an exception apart, which begins with the request's name and joins violations by semicolons. */
    static List<Message> of(IllegalArgumentException failure) {
        String message = String.valueOf(failure.getMessage());
        int start = message.indexOf(": ") + 2;
        List<Message> messages = new ArrayList<>();
        for (String violation : message.substring(start < 2 ? 0 : start).split("; ", -1)) {
            messages.add(message(violation));
        }
        return messages;
    }

    private static Message message(String violation) {
        if (violation.startsWith("a tag's ") || violation.contains(" of label ") || violation.startsWith("labels ")) {
            return new Message("tags", violation.replaceFirst("^labels ", "tags "));
        }
        int end = 0;
        while (end < violation.length() && Character.isLetterOrDigit(violation.charAt(end))) {
            end++;
        }
        String field = violation.substring(0, end);
        String key = KEYS.getOrDefault(field, field);
        String rest = violation.substring(end);
        return rest.startsWith("[") ? new Message(key, key + rest) : new Message(key, rest.strip());
    }
}
