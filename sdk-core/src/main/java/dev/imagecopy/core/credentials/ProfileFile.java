package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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
 *   <li>A value that goes on in the next line makes the section unusable, since its second part would be lost, and so does every
 *       other line that is no entry, comment or heading. A line goes on with the value above it if that one ends with a backslash
 *       or the line is indented further, unless it looks like an entry: a name in words, or one with a space before the
 *       separator.
 *   <li>A line that ends with its {@code =}, apart from a comment or punctuation, is the end of base64 unless its name consists
 *       of words. Where the value above may go on, or has 60 or more characters of base64, the name must be known, usual, or too
 *       long to be words by chance. Behind 60 characters, base64 that begins with {@code //} is no comment.
 *   <li>A name that mixes letters of both cases and digits, as keys do, is the rest of a value, unless a space precedes the
 *       separator.
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
            String line = ProfileLine.blanks(raw).stripTrailing();
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
            ProfileLine line = ProfileLine.of(raw);
            List<Entry> entries = section.entries();
            Optional<String> heading = line.heading();
            if (heading.isPresent()) {
                section = new Section(heading.get(), new ArrayList<>());
                sections.add(section);
            } else if (line.startsAHeading()) {
                section = new Section("", new ArrayList<>());
            } else if (entries.isEmpty()) {
                if (!line.isIdle()) {
                    entries.add(line.isEntry(open) ? entry(line, false) : new Entry("", "", true, false));
                    indent = line.indent();
                }
            } else {
                Entry above = entries.get(entries.size() - 1);
                boolean isDoubtful = open || line.indent() > indent;
                if (line.isSlashedPartOf(above.value()) || !(line.isIdle() || line.isEntry(isDoubtful))) {
                    entries.set(entries.size() - 1, above.continued());
                } else if (!line.isIdle()) {
                    entries.add(entry(line, line.mayEnd(above.value(), isDoubtful)));
                    indent = line.indent();
                }
            }
            open = line.isOpen();
        }
        return sections;
    }

    private static Entry entry(ProfileLine line, boolean mayBeRest) {
        return new Entry(line.name(), line.value(), false, mayBeRest);
    }

    /**
     * Finds a section by its name, in any letter case.
     *
     * @param known the names of its entries: behind a long value, and in a line that is indented further, a short word with nothing
     *     behind its {@code =} is an entry only if it is one of them, and otherwise the rest of the value above
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

    /**
     * An empty value counts as none, here and in {@link NamedSettings}. A name keeps its letter case: a secret in its place is not
     * recognized without.
     */
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
        String name = values.keySet().stream()
                .filter(entry.name()::equalsIgnoreCase)
                .findFirst()
                .orElse(entry.name());
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
