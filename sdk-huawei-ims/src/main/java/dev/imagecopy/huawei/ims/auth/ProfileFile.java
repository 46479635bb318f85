package dev.imagecopy.huawei.ims.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The vendor's credentials file: sections in brackets, a name and a value on each line.
 *
 * @param values the values of one section by name
 */
record ProfileFile(Map<String, String> values) {

    static ProfileFile read(Path file, String section) {
        Map<String, String> values = new HashMap<>();
        try {
            boolean inside = false;
            boolean found = false;
            for (String raw : Files.readAllLines(file)) {
                String line = raw.strip();
                if (line.startsWith("[") && line.endsWith("]")) {
                    inside = line.substring(1, line.length() - 1).strip().equalsIgnoreCase(section);
                    found |= inside;
                } else if (inside && !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        values.put(
                                line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                                line.substring(equals + 1).strip());
                    }
                }
            }
            if (!found) {
                throw NamedValues.failure("the credentials file has no section [" + section + "]", null);
            }
            return new ProfileFile(Map.copyOf(values));
        } catch (IOException e) {
            throw NamedValues.failure("there is no readable credentials file", e);
        }
    }
}
