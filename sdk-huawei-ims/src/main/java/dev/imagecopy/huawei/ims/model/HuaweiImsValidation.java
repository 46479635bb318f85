package dev.imagecopy.huawei.ims.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documented limits of image names and descriptions, with the error code that the service would return.
 *
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0901.html">Image attributes</a>
 */
final class HuaweiImsValidation {
    private static final int MAX_NAME = 128;
    private static final int MAX_DESCRIPTION = 1024;
    private static final String ALL_GRANTED = "all_granted_eps";
    private static final Instant YEAR_10000 = Instant.ofEpochSecond(253_402_300_800L);

    private HuaweiImsValidation() {}

    /** Checks the name and description of a new image; without the limits, only that the request is well-formed. */
    static void copy(Checks checks, @Nullable String name, Optional<String> description, boolean limits) {
        String text = requireNonNull(description, "description").orElse(null);
        checks.check(name != null && !name.isEmpty(), "name is required (IMG.0013)");
        if (limits) {
            name(checks, name);
            description(checks, text);
        }
        checks.noControls("name", name).noControls("description", text);
    }

    static void optionalId(Checks checks, String field, Optional<String> id) {
        if (requireNonNull(id, field).isPresent()) {
            checks.id(field, id.get());
        }
    }

    /** A text whose values only the service knows. */
    static void text(Checks checks, String field, Optional<String> text) {
        String value = requireNonNull(text, field).orElse(null);
        checks.check(value == null || !value.isBlank(), field + " must not be blank")
                .noControls(field, value);
    }

    /** One of the words that the vendor's page lists. */
    static void word(Checks checks, String field, Optional<String> word, List<String> words) {
        checks.oneOf(field, requireNonNull(word, field).orElse(null), words);
    }

    /** A time in four-digit years, which is how the service reads them. */
    static void moment(Checks checks, String field, Optional<Instant> moment) {
        Instant time = requireNonNull(moment, field).orElse(Instant.EPOCH);
        checks.check(
                !time.isBefore(Instant.EPOCH) && time.isBefore(YEAR_10000),
                field + " must be in the years 1970 to 9999");
    }

    private static void name(Checks checks, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return;
        }
        int length = name.codePointCount(0, name.length());
        if (length > MAX_NAME) {
            checks.check(false, "name must have 1 to " + MAX_NAME + " characters, but has " + length + " (IMG.0002)");
        }
        checks.check(name.equals(name.strip()), "name must not begin or end with a space (IMG.0003)")
                .check(mayBeName(name), "name may contain letters, digits, '-', '.', '_' and spaces (IMG.0003)");
    }

    private static void description(Checks checks, @Nullable String description) {
        if (description == null) {
            return;
        }
        int length = description.codePointCount(0, description.length());
        if (length > MAX_DESCRIPTION) {
            checks.check(
                    false,
                    "description must have at most " + MAX_DESCRIPTION + " characters, but has " + length
                            + " (IMG.0004)");
        }
        checks.check(
                description.chars().noneMatch(c -> c == '<' || c == '>' || c == '\r' || c == '\n'),
                "description must not contain line ends, '<' or '>' (IMG.0054)");
    }

    /** "0" is the default enterprise project; all others are UUIDs. */
    static void enterpriseProject(Checks checks, Optional<String> project, boolean limits) {
        String id = requireNonNull(project, "enterpriseProjectId").orElse(null);
        checks.noControls("enterpriseProjectId", id);
        checks.check(
                !limits || id == null || isEnterpriseProject(id),
                "enterpriseProjectId must be '0' or a UUID (IMG.0154)");
    }

    /** Lists can also be of all enterprise projects that the user has permissions in. */
    static void enterpriseProjects(Checks checks, Optional<String> projects) {
        String id = requireNonNull(projects, "enterpriseProjectId").orElse(ALL_GRANTED);
        checks.check(
                id.equals(ALL_GRANTED) || isEnterpriseProject(id),
                "enterpriseProjectId must be '0', a UUID or '" + ALL_GRANTED + "'");
    }

    private static boolean isEnterpriseProject(String id) {
        return id.equals("0") || id.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    }

    /**
     * The documentation only mentions ASCII characters, although the service accepts Chinese ones too; characters beyond ASCII
     * are left to it.
     */
    private static boolean mayBeName(String name) {
        boolean valid = true;
        for (int i = 0; i < name.length() && valid; i++) {
            char c = name.charAt(i);
            valid = c > 0x7f
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || " -._".indexOf(c) >= 0;
        }
        return valid;
    }
}
