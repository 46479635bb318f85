package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings that only work together, such as the two parts of a key. A group of which nothing is set does not exist; one of which
 * a part is missing is a mistake, which must not be passed over silently.
 *
 * @param mandatory the parts, each with its names, of which any may be set
 * @param optional names that only have a meaning next to the mandatory parts, such as that of a token
 */
public record SettingGroup(List<List<? extends Setting>> mandatory, List<? extends Setting> optional) {

    /** Returns a group of parts that have one name each. */
    public static SettingGroup of(Setting... parts) {
        return new SettingGroup(
                Arrays.stream(parts).<List<? extends Setting>>map(List::of).toList(), List.of());
    }

    /**
     * Checks that all mandatory parts are set.
     *
     * @throws CredentialsException if one is missing; the message names it, and the source counts as absent if nothing is set
     */
    public void check(NamedSettings settings) {
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (List<? extends Setting> names : mandatory) {
            List<String> present = present(settings, names);
            found.addAll(present);
            if (present.isEmpty()) {
                missing.add(names.stream().map(Setting::key).collect(Collectors.joining(" or ")));
            }
        }
        found.addAll(present(settings, optional));
        if (found.isEmpty()) {
            throw CredentialsException.absent(missing.get(0) + " is not set", false);
        }
        if (!missing.isEmpty()) {
            throw new CredentialsException(
                    listed(found, "is", "are") + " set, but " + listed(missing, "is", "are") + " not",
                    ErrorContext.none(false),
                    null);
        }
    }

    /**
     * Returns settings that hide every name of this group but the first one that is set: a warning about a group that has no
     * effect then names it once.
     */
    public NamedSettings firstOf(NamedSettings settings) {
        List<String> names = Stream.concat(mandatory.stream().flatMap(List::stream), optional.stream())
                .map(Setting::key)
                .toList();
        return name -> {
            boolean isHidden = names.contains(name)
                    && names.stream().takeWhile(each -> !each.equals(name)).anyMatch(each -> settings.value(each)
                            .isPresent());
            return isHidden ? null : settings.lookUp(name);
        };
    }

    private static List<String> present(NamedSettings settings, List<? extends Setting> names) {
        return names.stream()
                .filter(name -> settings.value(name).isPresent())
                .map(Setting::key)
                .toList();
    }

    private static String listed(List<String> names, String one, String several) {
        return String.join(" and ", names) + " " + (names.size() == 1 ? one : several);
    }
}
