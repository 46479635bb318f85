package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An INI file as people and tools write it: sections in brackets, and a name and a value on each line, separated by {@code =}
 * or {@code :}.
 *
 * <ul>
 *   <li>A comment begins with {@code #} or {@code ;} at the beginning of a line, after a section's name, or after a value and a
 *       space: a secret may contain either character.
 *   <li>Quotes around a value are removed.
 *   <li>Names are case-insensitive; the last value of a name counts, and sections with the same name are merged.
 *   <li>The marks of YAML between documents ({@code ---}, {@code ...}) are rejected after the first section: it would be unclear
 *       which of two documents counts.
 *   <li>Everything before the first section is ignored, and so is everything after a line that begins with {@code [} and is no
 *       section's name: it would otherwise change the section before it.
 * </ul>
 *
 * @param sections names and values by section
 * @see <a href="https://github.com/aliyun/credentials-java#credentials-file">the vendor's example, with a comment after each
 *     line</a>
 */
public record ProfileFile(Map<String, Map<String, String>> sections) {
    private static final Pattern YAML_MARK = Pattern.compile("(---|\\.\\.\\.)(\\s.*)?");

    /**
     * Reads a file.
     *
     * @param what its name in messages, for example {@code the credentials file}
     * @throws CredentialsException if it cannot be read
     */
    public static ProfileFile read(Path file, String what) {
        return parse(SettingFile.read(file, what), what);
    }

    /**
     * Reads a file.
     *
     * @param other where JSON belongs, for the message, since vendors have tools of both kinds: a clause such as {@code which
     *     belongs in NAME}
     * @throws CredentialsException if it cannot be read, or is JSON
     */
    public static ProfileFile read(ToolFile file, String other) {
        String text = file.read();
        if (MisplacedSecret.kind(text).startsWith("JSON")) {
            throw new CredentialsException(
                    file.what() + " must have sections, but is JSON" + (other.isEmpty() ? "" : ", " + other),
                    ErrorContext.none(false),
                    null);
        }
        return parse(text, file.what());
    }

    private static ProfileFile parse(String text, String what) {
        boolean inSection = false;
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = blanks(raw).stripTrailing();
            inSection |= line.strip().startsWith("[");
            if (inSection && YAML_MARK.matcher(line).matches()) {
                throw new CredentialsException(
                        what + ", line " + number + ": a mark of YAML between the entries of sections",
                        ErrorContext.none(false),
                        null);
            }
        }
        return parse(text);
    }

    static ProfileFile parse(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = new LinkedHashMap<>();
        for (String raw : text.lines().toList()) {
            String line = blanks(raw).strip();
            Optional<String> heading = heading(line);
            int divider = divider(line);
            if (heading.isPresent()) {
                section = sections.computeIfAbsent(heading.get(), unused -> new LinkedHashMap<>());
            } else if (line.startsWith("[")) {
                section = new LinkedHashMap<>();
            } else if (divider > 0 && !isComment(line)) {
                section.put(
                        line.substring(0, divider).strip().toLowerCase(Locale.ROOT),
                        value(line.substring(divider + 1)));
            }
        }
        return new ProfileFile(sections);
    }

    /**
     * Text copied from a web page contains other kinds of spaces, and joined files may have a byte order mark in the middle.
     */
    private static String blanks(String line) {
        return line.replace('\u00a0', ' ').replace("\ufeff", "").replace("\u200b", "");
    }

    private static Optional<String> heading(String line) {
        int end = line.indexOf(']');
        if (!line.startsWith("[") || end < 0) {
            return Optional.empty();
        }
        String rest = line.substring(end + 1).strip();
        return rest.isEmpty() || isComment(rest)
                ? Optional.of(Quotes.removed(line.substring(1, end).strip()))
                : Optional.empty();
    }

    /** Where a name ends: at the separator that comes first, since a value may contain both. */
    private static int divider(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }

    private static boolean isComment(String text) {
        return text.startsWith("#") || text.startsWith(";");
    }

    private static String value(String text) {
        String bare = text.strip();
        if (bare.startsWith("\"") || bare.startsWith("'")) {
            int end = bare.indexOf(bare.charAt(0), 1);
            String rest = end < 0 ? "x" : bare.substring(end + 1).strip();
            if (rest.isEmpty() || isComment(rest)) {
                return bare.substring(1, end);
            }
        }
        for (int i = 0; i < text.length(); i++) {
            boolean behindBlank = i > 0 && Character.isWhitespace(text.charAt(i - 1));
            if (behindBlank && (text.charAt(i) == '#' || text.charAt(i) == ';')) {
                return text.substring(0, i).strip();
            }
        }
        return bare;
    }

    /** Finds a section: the one with exactly this name, otherwise one that differs only in case. */
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
