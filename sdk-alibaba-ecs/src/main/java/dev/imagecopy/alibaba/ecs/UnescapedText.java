package dev.imagecopy.alibaba.ecs;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as it was before gateways, logs and encoders wrote it for JSON, once or several times, or for a page: with line ends of one
 * character.
 */
final class UnescapedText {
    private static final Pattern UNICODE = Pattern.compile("\\\\{1,8}u([0-9a-fA-F]{4})");
    private static final Pattern ENTITY = Pattern.compile("(?i)&#(?:x0{0,6}([0-9a-f]{1,4})|0{0,6}([0-9]{1,5}));");
    private static final Pattern LINE_END =
            Pattern.compile("(?i)\r\n|\r|\\\\{1,8}r\\\\{1,8}n|\\\\{1,8}[nr]|<br\\s{0,3}/?>");
    private static final Pattern ESCAPED = Pattern.compile("\\\\{1,8}([/\"'])");
    private static final Pattern PERCENT_LINE_END = Pattern.compile("(?i)(?:%0D)?%0A");
    private static final Pattern PERCENT = Pattern.compile("%([0-7][0-9a-fA-F])");

    private UnescapedText() {}

    static String of(String message) {
        String text = message.indexOf('&') < 0 ? message : withoutEntities(message);
        if (text.indexOf('\\') >= 0) {
            text = UNICODE.matcher(text).replaceAll(found -> character(found.group(1), 16));
        }
        text = LINE_END.matcher(text).replaceAll("\n");
        return text.indexOf('\\') < 0 ? text : ESCAPED.matcher(text).replaceAll("$1");
    }

    private static String withoutEntities(String message) {
        return ENTITY.matcher(message.replace("&amp;#", "&#"))
                .replaceAll(UnescapedText::entity)
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String entity(MatchResult found) {
        return found.group(1) == null ? character(found.group(2), 10) : character(found.group(1), 16);
    }

    /** As a replacement of a pattern. */
    private static String character(String digits, int radix) {
        int code = Integer.parseInt(digits, radix);
        return code > Character.MAX_VALUE ? "?" : Matcher.quoteReplacement(String.valueOf((char) code));
    }

    /** The forms of a text with line ends that were written for an address; whether all of it was does not show. */
    static List<String> percent(String text) {
        return text.indexOf('\n') >= 0 || !PERCENT_LINE_END.matcher(text).find()
                ? List.of()
                : List.of(
                        PERCENT_LINE_END.matcher(text).replaceAll("\n"),
                        PERCENT.matcher(text)
                                .replaceAll(found -> character(found.group(1), 16))
                                .replace("\r\n", "\n"));
    }
}
