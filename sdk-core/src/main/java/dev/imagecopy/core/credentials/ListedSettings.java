package dev.imagecopy.core.credentials;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of which there is a list: the entries of a section or a profile. Their names are case-insensitive, but one with the exact
 * letters comes first.
 *
 * @param values the raw values by name
 */
public record ListedSettings(Map<String, String> values) implements NamedSettings {

    @Override
    public @Nullable String lookUp(String name) {
        String exact = values.get(name);
        if (exact != null) {
            return exact;
        }
        return values.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Set<String> names() {
        return values.keySet();
    }

    /** Shows only names, since values are secrets. */
    @Override
    public String toString() {
        return "ListedSettings" + values.keySet();
    }
}
