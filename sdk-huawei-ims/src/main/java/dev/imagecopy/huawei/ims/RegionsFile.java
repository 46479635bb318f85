package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
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

    private final String service;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private boolean begun;
    private boolean ended;
    private boolean found;
    private boolean inside;
    private int regionIndent;
    private int fieldIndent;
    private String field = "";
    private String id = "";
    private String address = "";

    private RegionsFile(String service) {
        this.service = service;
    }

    /**
     * Reads the addresses of one service.
     *
     * @param file the file
     * @param service the service's name, case-insensitive
     * @return the first address of each region
     * @throws IllegalArgumentException if the file cannot be read, or if the section of this service is malformed
     */
    static Map<String, String> read(Path file, String service) {
        RegionsFile reader = new RegionsFile(service);
        int number = 0;
        for (String raw : content(file).lines().toList()) {
            number++;
            String line = raw.replaceFirst("(^|\\s)#.*", "").stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                reader.ended = reader.begun;
            } else if (!line.isEmpty() && (reader.begun || !line.startsWith("%"))) {
                reader.line(line, number);
            }
        }
        reader.endRegion(number);
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
        if (ended) {
            throw malformed(number, "a second document, which is not read");
        }
        String text = line.strip();
        int indent = line.length() - text.length();
        Matcher heading = SERVICE.matcher(line);
        boolean isItem = text.equals("-") || text.startsWith("- ");
        if (heading.matches()) {
            heading(heading, number);
        } else if (!begun || (indent == 0 && !isItem)) {
            throw malformed(number, "services must be on lines of their own, without brackets and spaces before them");
        } else if (!inside) {
            Matcher nested = FIELD.matcher(text);
            if (nested.matches() && nested.group(2).equalsIgnoreCase(service) && nested.group(3) == null) {
                throw malformed(number, service + " must not be part of another section");
            }
        } else if (isItem) {
            item(text.substring(1), indent, number);
        } else {
            field(text, indent, number);
        }
    }

    private void heading(Matcher heading, int number) {
        endRegion(number);
        begun = true;
        regionIndent = -1;
        inside = heading.group(2).strip().equalsIgnoreCase(service);
        String rest = heading.group(3) == null ? "" : heading.group(3).strip();
        if (inside && !NOTHING.contains(rest)) {
            throw malformed(number, service + " must be a list of regions, each on lines of its own");
        }
        if (inside && found) {
            throw malformed(number, service + " is there twice");
        }
        found |= inside;
    }

    /** A line with a dash: a region, or one of several addresses. */
    private void item(String behindDash, int indent, int number) {
        String rest = behindDash.strip();
        if (regionIndent < 0) {
            regionIndent = indent;
        }
        if (indent != regionIndent) {
            boolean isAddress = field.equals(AddressSetting.FILE_ENDPOINTS.key());
            if (isAddress && (isOtherForm(rest) || FIELD.matcher(rest).matches())) {
                throw neither(number);
            }
            if (isAddress) {
                keepFirst(unquoted(rest, number));
            } else if (isKnown(field) || indent < regionIndent) {
                throw neither(number);
            }
            return; // a part of a field that is not ours
        }
        endRegion(number);
        fieldIndent = -1;
        field = "";
        if (!rest.isEmpty()) {
            field(rest, indent + 1 + behindDash.indexOf(rest), number);
        }
    }

    private void field(String text, int indent, int number) {
        if (regionIndent < 0) {
            throw malformed(number, service + " must be a list of regions, each on lines of its own");
        }
        if (fieldIndent < 0) {
            fieldIndent = indent;
        }
        if (indent > fieldIndent && !field.isEmpty() && !isKnown(field)) {
            return; // a part of a field that is not ours
        }
        Matcher entry = FIELD.matcher(text);
        if (indent != fieldIndent || !entry.matches()) {
            throw neither(number);
        }
        field = entry.group(2).toLowerCase(Locale.ROOT);
        if (isKnown(field)) {
            value(entry.group(3) == null ? "" : entry.group(3).strip(), number);
        }
    }

    private static boolean isKnown(String field) {
        return field.equals(AddressSetting.FILE_REGION.key())
                || field.equals(AddressSetting.FILE_ENDPOINT.key())
                || field.equals(AddressSetting.FILE_ENDPOINTS.key());
    }

    private void value(String value, int number) {
        boolean isShortList =
                field.equals(AddressSetting.FILE_ENDPOINTS.key()) && value.startsWith("[") && value.endsWith("]");
        if (!isShortList && isOtherForm(value)) {
            throw malformed(number, field + " must be a plain value");
        }
        String first = isShortList
                ? value.substring(1, value.length() - 1).split(",", 2)[0].strip()
                : value;
        String plain = NOTHING.contains(first) ? "" : unquoted(first, number);
        if (field.equals(AddressSetting.FILE_REGION.key())) {
            id = plain;
        } else {
            keepFirst(plain);
        }
    }

    private static boolean isOtherForm(String value) {
        return !value.isEmpty() && OTHER_FORMS.indexOf(value.charAt(0)) >= 0;
    }

    private static IllegalArgumentException neither(int number) {
        return new IllegalArgumentException(NAME + ", line " + number + ": neither a region's field nor an address");
    }

    private static IllegalArgumentException malformed(int number, String rule) {
        return new IllegalArgumentException(
                NAME + " (" + AddressSetting.REGIONS_FILE.key() + "), line " + number + ": " + rule);
    }

    private void keepFirst(String value) {
        if (address.isEmpty()) {
            address = value;
        }
    }

    private void endRegion(int number) {
        if (!id.isEmpty() && !address.isEmpty() && addresses.put(id, address) != null) {
            throw malformed(number, "the region before this line is there twice");
        }
        id = "";
        address = "";
    }

    private static String unquoted(String text, int number) {
        boolean quoted = text.length() > 1
                && (text.startsWith("'") || text.startsWith("\""))
                && text.charAt(0) == text.charAt(text.length() - 1);
        if (quoted && text.startsWith("\"") && text.contains("\\")) {
            throw malformed(number, "a value with a backslash in quotes");
        }
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
