package dev.imagecopy.core.credentials;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file in INI format: sections in brackets, a name and a value on each line, comments after {@code #} or {@code ;}. Names are
 * case-insensitive. Anything before the first section is ignored.
 *
 * @param sections names and values by section
 */
public record ProfileFile(Map<String, Map<String, String>> sections) {

    /**
     * Reads a file.
     *
     * @param what its name in messages, for example {@code the credentials file}
     * @throws dev.imagecopy.core.error.CredentialsException if it cannot be read
     */
    public static ProfileFile read(Path file, String what) {
        return parse(SettingFile.read(file, what));
    }

    static ProfileFile parse(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = new LinkedHashMap<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip();
                section = sections.computeIfAbsent(name, unused -> new LinkedHashMap<>());
            } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                section.put(
                        line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        line.substring(equals + 1).strip());
            }
        }
        return new ProfileFile(sections);
    }

    /** Returns the section with exactly this name, or else one whose name only differs in case. */
    public Optional<NamedSettings> section(String name) {
        Map<String, String> exact = sections.get(name);
        return Optional.ofNullable(exact)
                .or(() -> sections.entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .map(values -> setting -> values.get(setting.toLowerCase(Locale.ROOT)));
    }

    /** Shows only the names of sections, since values are secrets. */
    @Override
    public String toString() {
        return "ProfileFile" + sections.keySet();
    }
}
