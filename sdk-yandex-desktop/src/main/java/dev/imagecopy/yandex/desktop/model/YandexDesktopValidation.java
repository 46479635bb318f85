package dev.imagecopy.yandex.desktop.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.yandex.desktop.auth.SecretForms;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits in the service's API description, in characters. Patterns match whole texts. */
final class YandexDesktopValidation {
    static final int MAX_PAGE_SIZE = 1000;

    private static final int MAX_ID = 50;
    private static final int MAX_NAME = 50;
    private static final int MAX_DESCRIPTION = 1024;
    private static final int MAX_LABELS = 64;
    private static final Pattern LABEL_KEY = Pattern.compile("[a-z][-_0-9a-z]{0,62}");
    private static final Pattern LABEL_VALUE = Pattern.compile("[-_0-9a-z]{0,63}");

    private YandexDesktopValidation() {}

    static void requiredId(Checks checks, String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            checks.required(field, value);
        } else {
            id(checks, field, value);
        }
    }

    static void optionalId(Checks checks, String field, Optional<String> value) {
        if (requireNonNull(value, field).isPresent()) {
            id(checks, field, value.get());
        }
    }

    private static void id(Checks checks, String field, String value) {
        checks.id(field, value).length(field, value, 1, MAX_ID);
        SecretForms.checkId(checks, field, value);
    }

    /** Names have no pattern: the service's own images are called {@code Ubuntu 20.04 LTS (2024-12-03)}. */
    static void requiredName(Checks checks, String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            checks.required(field, value);
        } else {
            name(checks, field, value);
        }
    }

    static void optionalName(Checks checks, String field, Optional<String> value) {
        if (requireNonNull(value, field).isPresent()) {
            name(checks, field, value.get());
        }
    }

    private static void name(Checks checks, String field, String value) {
        if (value.isBlank()) {
            checks.check(false, field + " must not be blank");
        }
        checks.length(field, value, 0, MAX_NAME).noControls(field, value);
    }

    /** A description may have several lines, but no other control characters. */
    static void description(Checks checks, String field, Optional<String> description) {
        if (requireNonNull(description, field).isPresent()) {
            String value = description.get();
            checks.length(field, value, 0, MAX_DESCRIPTION)
                    .noControls(
                            field, value.replace('\n', ' ').replace('\t', ' ').replace('\r', ' '));
        }
    }

    static void labels(Checks checks, Map<String, String> labels) {
        if (requireNonNull(labels, "labels").isEmpty()) {
            return;
        }
        if (labels.size() > MAX_LABELS) {
            checks.check(false, "labels must be at most " + MAX_LABELS + " entries, but are " + labels.size());
        }
        int position = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            position++;
            checks.check(
                            LABEL_KEY.matcher(label.getKey()).matches(),
                            "the key of label " + position
                                    + " must have 1 to 63 characters of a-z, 0-9, '-' and '_', a letter first")
                    .check(
                            LABEL_VALUE.matcher(label.getValue()).matches(),
                            "the value of label " + position
                                    + " must have at most 63 characters of a-z, 0-9, '-' and '_'");
        }
    }
}
