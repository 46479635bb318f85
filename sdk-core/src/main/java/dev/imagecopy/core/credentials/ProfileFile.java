package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An INI file as people and tools write it: sections in brackets, and a name and a value on each line, separated by {@code =}
 * or {@code :}.
 *
 * <ul>
 *   <li>A comment begins with {@code #}, {@code ;} or {@code //} at the beginning of a line, after a section's name, or after a
 *       value and a space: a secret may contain these characters.
 *   <li>Quotes around a value are removed.
 *   <li>Names are case-insensitive, and sections with the same name are merged. A name that is in a section twice, with
 *       different values, makes the section unusable, since tools differ in which value counts.
 *   <li>A value that goes on in the next line makes the section unusable, since its second part would be lost, and so does every other
 *       line that is no entry, comment or heading. A line goes on with the value above it if that one ends with a backslash or the
 *       line is indented further, unless it looks like an entry: a name in words, or one with a space before the separator; one that nothing follows must be known. A line that
 *       ends with its {@code =} is the end of base64 unless its name consists of words.
 *   <li>The marks of YAML between documents ({@code ---}, {@code ...}) are rejected after the first section: it would be unclear
 *       which of two documents counts.
 *   <li>Everything before the first section is ignored, and so is everything after a line that begins with {@code [} and is no
 *       section's name: it would otherwise change the section before it.
 * </ul>
 *
 * @param what the file's name in messages, for example {@code the credentials file}
 * @param sections the sections in the order of the file
 * @see <a href="https://github.com/aliyun/credentials-java#credentials-file">the vendor's example, with a comment after each
 *     line</a>
 */
public record ProfileFile(String what, List<Section> sections) {
    private static final Pattern YAML_MARK = Pattern.compile("(---|\\.\\.\\.)(\\s.*)?");
    /** Words, each in one case but for its first letters, and with a number at most: base64 mixes letters and digits. */
    private static final Pattern WORDS = Pattern.compile("WORD(?:[_. -]WORD)*"
            .replace("WORD", "(?>[A-Z]{0,4}[a-z]{2,}(?:[A-Z]{1,4}[a-z]{2,})*(?:[A-Z][a-z])?|[A-Z]+|[a-z])[0-9]{0,2}"));

    /** The first line of a token that was broken: mail and tools break lines at 60, 64 or 76 characters. */
    private static final Pattern LONG_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{60,}");

    /** The last line of such a token, which looks like a word in 12 % of all cases. */
    private static final Pattern SHORT_REST = Pattern.compile("[A-Za-z0-9]+=");

    /** A line that people draw between entries. */
    private static final Pattern RULE = Pattern.compile("([-=*_~])\\1{3,}");

    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final List<String> COMMENTS = List.of("#", ";", "//");

    /** The lines below a heading. */
    public record Section(String name, List<Entry> entries) {
        /** Shows only the section's name, since values are secrets. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A line of a section.
     *
     * @param isContinued whether the value goes on in the next line, as in files of other forms
     * @param mayBeRest whether the line may be the rest of the value above it, unless somebody knows its name
     */
    public record Entry(String name, String value, boolean isContinued, boolean mayBeRest) {
        private Entry continued() {
            return new Entry(name, value, true, mayBeRest);
        }

        /** Shows only the entry's name, since values are secrets. */
        @Override
        public String toString() {
            return name;
        }
    }

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
        if (MisplacedSecret.kind(text).startsWith("JSON")
                && KnownDocument.name(text).isEmpty()) {
            throw new CredentialsException(
                    file.what() + " must have sections, but is JSON" + (other.isEmpty() ? "" : ", " + other),
                    ErrorContext.none(false),
                    null);
        }
        return parse(text, file.what());
    }

    private static ProfileFile parse(String text, String what) {
        String known = KnownDocument.name(text);
        if (!known.isEmpty()) {
            throw new CredentialsException(
                    what + " is " + known + KnownDocument.advice(known), ErrorContext.none(false), null);
        }
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
        return new ProfileFile(what, sections(text));
    }

    /** The sections of a text; none if it is no such file. */
    static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        Section section = new Section("", new ArrayList<>()); // what is outside of sections is not kept
        boolean open = false; // whether the line above ends with a backslash
        int indent = 0; // of the entry above
        for (String raw : text.lines().toList()) {
            String line = blanks(raw).strip();
            int before = raw.length() - raw.stripLeading().length();
            List<Entry> entries = section.entries();
            Optional<String> heading = heading(line);
            if (heading.isPresent()) {
                section = new Section(heading.get(), new ArrayList<>());
                sections.add(section);
            } else if (line.startsWith("[")) {
                section = new Section("", new ArrayList<>());
            } else if (!line.isEmpty()
                    && !isComment(line)
                    && !RULE.matcher(line).matches()) {
                boolean deeper = !entries.isEmpty() && before > indent;
                if (isEntry(line, open || deeper)) {
                    int divider = divider(line);
                    boolean mayBeRest = !entries.isEmpty()
                            && mayBeRest(entries.get(entries.size() - 1).value(), line, open || deeper);
                    entries.add(new Entry(
                            HiddenCharacters.stripped(line.substring(0, divider)),
                            value(line.substring(divider + 1)),
                            false,
                            mayBeRest));
                    indent = before;
                } else if (entries.isEmpty()) {
                    entries.add(new Entry("", "", true, false));
                } else {
                    entries.add(entries.remove(entries.size() - 1).continued());
                }
            }
            open = line.endsWith("\\") && !isComment(line);
        }
        return sections;
    }

    /**
     * Whether a line has a name and a value, and not only a part of a value with one of the separators in it.
     *
     * @param isDoubtful whether it stands where a value may go on
     */
    private static boolean isEntry(String line, boolean isDoubtful) {
        int divider = divider(line);
        if (divider <= 0 || line.startsWith("==", divider)) { // base64 may end so
            return false;
        }
        if (Character.isWhitespace(line.charAt(divider - 1))) {
            return true;
        }
        String name = line.substring(0, divider);
        boolean words = WORDS.matcher(name).matches();
        boolean ends = line.length() == divider + 1;
        return isDoubtful
                ? words && (ends || !DIGIT.matcher(name).find())
                : words || !ends || line.charAt(divider) != '=';
    }

    /** Whether a line that looks like an entry without a value may be the end of a value, where one may go on or is long. */
    private static boolean mayBeRest(String above, String line, boolean isDoubtful) {
        boolean ends = line.endsWith("=") && divider(line) == line.length() - 1;
        return isDoubtful
                ? ends && !Character.isWhitespace(line.charAt(line.length() - 2))
                : LONG_BASE64.matcher(above).matches()
                        && SHORT_REST.matcher(line).matches();
    }

    /**
     * Text copied from a web page contains other kinds of spaces, and joined files may have a byte order mark in the middle. One
     * that is inside a value stays there, and makes it unusable.
     */
    private static String blanks(String line) {
        String text = HiddenCharacters.stripped(line.replace('\u00a0', ' '));
        return text.startsWith("\ufeff") ? blanks(text.substring(1)) : text;
    }

    private static Optional<String> heading(String line) {
        int end = line.indexOf(']');
        if (!line.startsWith("[") || end < 0) {
            return Optional.empty();
        }
        String rest = HiddenCharacters.stripped(line.substring(end + 1));
        return rest.isEmpty() || isComment(rest)
                ? Optional.of(Quotes.removed(HiddenCharacters.stripped(line.substring(1, end))))
                : Optional.empty();
    }

    /** Where a name ends: at the separator that comes first, since a value may contain both. */
    private static int divider(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }

    private static boolean isComment(String text) {
        return COMMENTS.stream().anyMatch(text::startsWith);
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
            if (behindBlank && isComment(text.substring(i))) {
                return text.substring(0, i).strip();
            }
        }
        return bare;
    }

    /**
     * Finds a section by its name, in any letter case.
     *
     * @param known the names of its entries: behind a long value, and in a line that is indented further, a word with nothing behind its
     *     {@code =} is an entry only if it is one of them, and otherwise the rest of the value above
     * @throws CredentialsException if it has a name twice, with different values
     */
    public Optional<NamedSettings> section(String name, Collection<String> known) {
        List<Section> found = sections.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Section part : found) {
            Entry above = null;
            for (Entry entry : part.entries()) {
                if (above != null && entry.mayBeRest() && known.stream().noneMatch(entry.name()::equalsIgnoreCase)) {
                    add(values, above.continued());
                }
                add(values, entry);
                above = entry;
            }
        }
        return Optional.of(new ListedSettings(values));
    }

    /** An empty value counts as none, here and in {@link NamedSettings}. */
    private void add(Map<String, String> values, Entry entry) {
        if (entry.isContinued()) {
            throw new CredentialsException(
                    what + " has "
                            + (entry.name().isEmpty()
                                    ? "a line below a heading that is neither an entry nor a comment"
                                    : ShownName.of(entry.name())
                                            + " with a value that goes on in the next line, or a line below it that is neither an"
                                            + " entry nor a comment: write each value on one line"),
                    ErrorContext.none(false),
                    null);
        }
        String name = entry.name().toLowerCase(Locale.ROOT);
        String before = values.getOrDefault(name, "");
        if (before.isEmpty()) {
            values.put(name, entry.value());
        } else if (!entry.value().isEmpty() && !entry.value().equals(before)) {
            throw new CredentialsException(
                    what + " has " + ShownName.of(entry.name()) + " twice in a section, with different values",
                    ErrorContext.none(false),
                    null);
        }
    }

    /** Shows only the names of sections, since values are secrets. */
    @Override
    public String toString() {
        return "ProfileFile" + sections;
    }
}
