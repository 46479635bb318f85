package dev.imagecopy.cli.manual;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns the pages that picocli writes in AsciiDoc into what {@code man} reads. It knows only the forms that picocli uses:
 * Asciidoctor, which knows all, would bring JRuby into every build.
 */
final class Roff {
    private static final Pattern LINK = Pattern.compile("(?:xref:|link:)[^\\[ ]*\\[([^]]*)]");
    private static final Pattern LITERAL = Pattern.compile("pass:[a-z,]*\\[([^]]*)]");
    private static final Pattern BOLD = Pattern.compile("\\*(\\S(?:[^*]*\\S)?)\\*");
    private static final Pattern ITALIC = Pattern.compile("(?<![A-Za-z0-9])_(\\S(?:[^_]*\\S)?)_(?![A-Za-z0-9])");
    private static final String TERM = "::";

    private final StringBuilder page = new StringBuilder();
    private boolean text; // whether the last line is text
    private boolean paragraph; // whether the next text begins one

    private Roff() {}

    /**
     * Converts a page.
     *
     * @param asciiDoc the page, as picocli writes it
     * @param version the program's version, for the page's foot
     */
    static String of(String asciiDoc, String version) {
        Roff roff = new Roff();
        asciiDoc.lines().forEach(line -> roff.line(line.strip(), version));
        return roff.page.toString();
    }

    private void line(String line, String version) {
        if (line.startsWith("//") || line.matches(":[a-z-]+:.*")) {
            return; // a comment, an attribute
        }
        if (line.isEmpty() || line.equals("+")) {
            paragraph = text;
        } else if (line.startsWith("== ")) {
            command(".SH \"" + line.substring(3).toUpperCase(Locale.ROOT) + "\"");
        } else if (line.startsWith("= ")) {
            String name = line.substring(2).replace("(1)", "").toUpperCase(Locale.ROOT);
            command(".TH \"" + name + "\" \"1\" \"\" \"" + version + "\" \"imagecopy\"");
            command(".nh\n.ad l"); // neither hyphens nor wide spaces in names of options
        } else if (line.endsWith(TERM)) {
            command(".TP\n" + inline(line.substring(0, line.length() - TERM.length())));
        } else {
            command(paragraph ? ".sp\n" + inline(line) : inline(line));
            text = true;
        }
    }

    private void command(String line) {
        page.append(line).append('\n');
        paragraph = false;
        text = false;
    }

    private static String inline(String text) {
        String roff = LITERAL.matcher(LINK.matcher(text).replaceAll("$1")).replaceAll("$1");
        roff = roff.replace("\\", "\\e").replace("-", "\\-");
        roff = BOLD.matcher(roff).replaceAll("\\\\fB$1\\\\fR");
        roff = ITALIC.matcher(roff).replaceAll("\\\\fI$1\\\\fR");
        return roff.startsWith(".") || roff.startsWith("'") ? "\\&" + roff : roff;
    }
}
