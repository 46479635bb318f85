package dev.imagecopy.core.credentials;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file in INI form: sections in brackets, a name and a value on each line, comments behind {@code #} or {@code ;}. Names
 * are looked up without regard to case. What stands before the first section is passed over.
 *
 * @param sections names and values by section
 */
public record ProfileFile(Map<String, Map<String, String>> sections) {

    /**
     * Reads a file.
     *
     * @param what how messages call it, for example {@code the credentials file}
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

    /** Finds a section: the one of exactly this name, else one that differs in case only. */
    public Optional<NamedSettings> section(String name) {
        Map<String, String> exact = sections.get(name);
        return Optional.ofNullable(exact)
                .or(() -> sections.entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .map(values -> setting -> values.get(setting.toLowerCase(Locale.ROOT)));
    }

    /** Names of sections only: values are secrets. */
    @Override
    public String toString() {
        return "ProfileFile" + sections.keySet();
    }
}
