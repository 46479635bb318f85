package dev.imagecopy.alibaba.ecs.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The service's limits. Only what it is certain to reject is rejected here: its rules for the characters of a name differ
 * between its pages, so those are left to the service.
 */
final class AlibabaEcsValidation {
    static final int MAX_TAGS = 20;
    static final int MAX_FILTERS = 20;
    static final int MAX_PAGE_SIZE = 100;
    static final int MAX_IMAGE_IDS = 100;
    private static final int MAX_TAG_LENGTH = 128;
    private static final int MAX_KEY_LENGTH = 256;
    private static final Set<String> TIME_FILTERS = Set.of("CreationStartTime", "CreationEndTime");

    private AlibabaEcsValidation() {}

    static void region(Checks checks, String field, Optional<String> region) {
        if (requireNonNull(region, field).isPresent()) {
            checks.region(field, region.get());
        }
    }

    static void name(Checks checks, String field, Optional<String> name) {
        String text = requireNonNull(name, field).orElse(null);
        checks.length(field, text, 2, 128).noControls(field, text);
    }

    /** The current page requires at least two characters, the older one does not. */
    static void description(Checks checks, String field, Optional<String> description) {
        String text = requireNonNull(description, field).orElse(null);
        checks.length(field, text, 0, 256).noControls(field, text);
    }

    static void optionalId(Checks checks, String field, Optional<String> id) {
        if (requireNonNull(id, field).isPresent()) {
            checks.id(field, id.get());
        }
    }

    /** A key's id or {@code alias/name}. */
    static void key(Checks checks, String field, Optional<String> key) {
        if (requireNonNull(key, field).isPresent()) {
            checks.required(field, key.get())
                    .length(field, key.get(), 0, MAX_KEY_LENGTH)
                    .noControls(field, key.get());
        }
    }

    /** A text whose values only the service knows. */
    static void text(Checks checks, String field, Optional<String> text) {
        String word = requireNonNull(text, field).orElse(null);
        checks.length(field, word, 1, MAX_TAG_LENGTH).noControls(field, word);
    }

    /** One of the words that the vendor's page lists. */
    static void word(Checks checks, String field, Optional<String> word, List<String> words) {
        checks.oneOf(field, requireNonNull(word, field).orElse(null), words);
    }

    static void filters(Checks checks, Map<String, String> filters) {
        if (requireNonNull(filters, "filters").size() > MAX_FILTERS) {
            checks.check(false, "filters must be at most " + MAX_FILTERS + ", but are " + filters.size());
        }
        filters.forEach((key, value) -> checks.length("a filter's key", key, 1, MAX_TAG_LENGTH)
                .noControls("a filter's key", key)
                .length("a filter's value", value, 1, MAX_TAG_LENGTH)
                .noControls("a filter's value", value)
                .check(
                        !TIME_FILTERS.contains(key) || value.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}Z"),
                        key + " must be a time like 2026-11-29T13:00Z"));
    }

    static void tags(Checks checks, Map<String, String> tags) {
        if (requireNonNull(tags, "tags").size() > MAX_TAGS) {
            checks.check(false, "tags must be at most " + MAX_TAGS + ", but are " + tags.size());
        }
        tags.forEach((key, value) -> {
            String lower = key.toLowerCase(Locale.ROOT);
            checks.length("a tag's key", key, 1, MAX_TAG_LENGTH)
                    .noControls("a tag's key", key)
                    .check(
                            !lower.startsWith("aliyun") && !lower.startsWith("acs:"),
                            "a tag's key must not begin with aliyun or acs:")
                    .check(
                            !lower.contains("http://") && !lower.contains("https://"),
                            "a tag's key must not contain http:// or https://")
                    .length("a tag's value", value, 0, MAX_TAG_LENGTH)
                    .noControls("a tag's value", value)
                    .check(
                            !value.toLowerCase(Locale.ROOT).startsWith("acs:"),
                            "a tag's value must not begin with acs:");
        });
    }
}
