package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendor's file of addresses, in the only form of YAML that is supported: services, each with a list of regions.
 *
 * <pre>{@code
 * IMS:
 *   - id: 'cn-north-9'
 *     endpoint: 'https://ims.cn-north-9.example.com'
 *   - id: 'cn-north-10'
 *     endpoints:
 *       - 'https://ims.cn-north-10.example.com'
 *       - 'https://backup.example.com'
 * }</pre>
 */
final class RegionsFile {
    /** The file's name in messages, which never show its path. */
    static final String NAME = "the regions file";

    /** A line without indentation: a service, in quotes or not, with what follows it. */
    private static final Pattern SERVICE = Pattern.compile("(['\"]?)([^\\s:'\"{\\[-][^:'\"]*)\\1\\s*:(?:\\s+(.*))?");

    private static final Pattern FIELD = Pattern.compile("(['\"]?)(\\w+)\\1\\s*:(?:\\s+(.*))?");

    /** How values begin that this reader would misread: lists and objects in brackets, references, tags, blocks of text. */
    private static final String OTHER_FORMS = "{[&*!|>";

    /** What stands for an empty list. */
    private static final Set<String> NOTHING = Set.of("", "[]", "~", "null");

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private String id = "";
    private String address = "";

    private RegionsFile() {}

    /**
     * Reads the addresses of one service.
     *
     * @param file the file
     * @param service the service's name, case-insensitive
     * @return the first address of each region
     * @throws IllegalArgumentException if the file cannot be read, or if the section of this service is malformed
     */
    static Map<String, String> read(Path file, String service) {
        RegionsFile reader = new RegionsFile();
        String text = content(file);
        boolean inside = false;
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.replaceFirst("(^|\\s)#.*", "").stripTrailing();
            Matcher heading = SERVICE.matcher(line);
            if (heading.matches()) {
                inside = heading.group(2).strip().equalsIgnoreCase(service);
                String rest = heading.group(3) == null ? "" : heading.group(3).strip();
                if (inside && !NOTHING.contains(rest)) {
                    throw malformed(number, service + " must be a list of regions, each on lines of its own");
                }
            } else if (line.startsWith("{") || line.startsWith("[")) {
                throw malformed(number, "services must be on lines of their own, without brackets");
            } else if (inside && !line.isBlank() && !line.equals("---")) {
                reader.line(line.strip(), number);
            }
        }
        reader.endRegion();
        return reader.addresses;
    }

    private static String content(Path file) {
        try {
            return SettingFile.read(file, NAME);
        } catch (CredentialsException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private void line(String line, int number) {
        String rest = line.startsWith("- ") ? line.substring(2).strip() : line;
        Matcher field = FIELD.matcher(rest);
        if (field.matches()) {
            if (line.startsWith("-")) {
                endRegion();
            }
            field(field.group(2), field.group(3) == null ? "" : field.group(3).strip(), number);
        } else if (line.startsWith("- ") && !isOtherForm(rest)) {
            keepFirst(unquoted(rest));
        } else if (!line.equals("-")) {
            throw new IllegalArgumentException(NAME + ", line " + number + ": neither a region's field nor an address");
        }
    }

    private static boolean isOtherForm(String value) {
        return !value.isEmpty() && OTHER_FORMS.indexOf(value.charAt(0)) >= 0;
    }

    private static IllegalArgumentException malformed(int number, String rule) {
        return new IllegalArgumentException(
                NAME + " (" + AddressSetting.REGIONS_FILE.key() + "), line " + number + ": " + rule);
    }

    private void field(String name, String value, int number) {
        boolean isList = name.equals(AddressSetting.FILE_ENDPOINTS.key());
        boolean isKnown = isList
                || name.equals(AddressSetting.FILE_REGION.key())
                || name.equals(AddressSetting.FILE_ENDPOINT.key());
        boolean isShortList = isList && value.startsWith("[") && value.endsWith("]");
        if (isKnown && !isShortList && isOtherForm(value)) {
            throw malformed(number, name + " must be a plain value");
        }
        if (name.equals(AddressSetting.FILE_REGION.key())) {
            id = unquoted(value);
        } else if (isKnown) {
            String first = isShortList ? value.substring(1, value.length() - 1).split(",", 2)[0] : value;
            keepFirst(unquoted(first.strip()));
        }
    }

    private void keepFirst(String value) {
        if (address.isEmpty()) {
            address = value;
        }
    }

    private void endRegion() {
        if (!id.isEmpty() && !address.isEmpty()) {
            addresses.put(id, address);
        }
        id = "";
        address = "";
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.startsWith("'") || text.startsWith("\""))
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
