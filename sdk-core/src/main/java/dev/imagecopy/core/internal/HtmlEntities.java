package dev.imagecopy.core.internal;

import java.util.Locale;
import java.util.Map;

/** The entities of HTML, by name or number. */
final class HtmlEntities {
    /** The names of HTML for ASCII characters and invisible ones, in lower case, and two that look like one; HTML has 2,000 more. */
    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("tab", ' '),
            Map.entry("newline", ' '),
            Map.entry("nbsp", ' '),
            Map.entry("nonbreakingspace", ' '),
            Map.entry("shy", ' '),
            Map.entry("zwj", ' '),
            Map.entry("zwnj", ' '),
            Map.entry("lrm", ' '),
            Map.entry("rlm", ' '),
            Map.entry("zerowidthspace", ' '),
            Map.entry("negativethinspace", ' '),
            Map.entry("negativemediumspace", ' '),
            Map.entry("negativethickspace", ' '),
            Map.entry("negativeverythinspace", ' '),
            Map.entry("nobreak", ' '),
            Map.entry("invisiblecomma", ' '),
            Map.entry("ic", ' '),
            Map.entry("invisibletimes", ' '),
            Map.entry("it", ' '),
            Map.entry("applyfunction", ' '),
            Map.entry("af", ' '),
            Map.entry("thinsp", ' '),
            Map.entry("thinspace", ' '),
            Map.entry("hairsp", ' '),
            Map.entry("verythinspace", ' '),
            Map.entry("ensp", ' '),
            Map.entry("emsp", ' '),
            Map.entry("mediumspace", ' '),
            Map.entry("excl", '!'),
            Map.entry("quot", '"'),
            Map.entry("num", '#'),
            Map.entry("dollar", '$'),
            Map.entry("percnt", '%'),
            Map.entry("amp", '&'),
            Map.entry("apos", '\''),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("ast", '*'),
            Map.entry("midast", '*'),
            Map.entry("plus", '+'),
            Map.entry("comma", ','),
            Map.entry("hyphen", '-'),
            Map.entry("dash", '-'),
            Map.entry("period", '.'),
            Map.entry("sol", '/'),
            Map.entry("colon", ':'),
            Map.entry("semi", ';'),
            Map.entry("lt", '<'),
            Map.entry("equals", '='),
            Map.entry("gt", '>'),
            Map.entry("quest", '?'),
            Map.entry("commat", '@'),
            Map.entry("lsqb", '['),
            Map.entry("lbrack", '['),
            Map.entry("bsol", '\\'),
            Map.entry("rsqb", ']'),
            Map.entry("rbrack", ']'),
            Map.entry("hat", '^'),
            Map.entry("lowbar", '_'),
            Map.entry("underbar", '_'),
            Map.entry("grave", '`'),
            Map.entry("diacriticalgrave", '`'),
            Map.entry("lcub", '{'),
            Map.entry("lbrace", '{'),
            Map.entry("verbar", '|'),
            Map.entry("vert", '|'),
            Map.entry("verticalline", '|'),
            Map.entry("rcub", '}'),
            Map.entry("rbrace", '}'));

    /** The length of the longest name. */
    static final int LONGEST = "negativeverythinspace".length();

    private HtmlEntities() {}

    /** The character that an entity stands for, given what is between the ampersand and the semicolon; -1 if it is none. */
    static int meaning(String name) {
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        if (!hex && !name.startsWith("#")) {
            Character known = ENTITIES.get(name.toLowerCase(Locale.ROOT));
            return known == null ? -1 : known;
        }
        try {
            int number = Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
            return Character.isValidCodePoint(number) ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
