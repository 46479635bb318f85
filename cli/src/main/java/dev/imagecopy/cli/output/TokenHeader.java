package dev.imagecopy.cli.output;

import dev.imagecopy.core.credentials.RandomText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Headers with a token or a login, such as {@code Authorization: Bearer …} and {@code X-Auth-Token: …}, or the value of one. Names
 * contain words such as {@code Basic} too, with others behind them: only what looks like a token or decodes to a login counts.
 */
final class TokenHeader {
    private static final String SCHEME = "(?<scheme>bearer|basic|oauth|api-key)[ :+]+";
    private static final String TOKEN = "(?<token>[A-Za-z0-9._~+/=-]{16,})";
    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:authorization|x-[a-z0-9-]{1,40})[\"']?\\s*[:=]\\s*[\"']?(?:" + SCHEME + ")?" + TOKEN,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUE =
            Pattern.compile("(?<![A-Za-z0-9-])" + SCHEME + TOKEN, Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile("[ -~]+:[ -~]+");

    /** How often letters and digits alternate in a token without capital letters. */
    private static final int FEWEST_CHANGES = 8;

    private TokenHeader() {}

    /** Whether a text contains one. */
    static boolean in(String text) {
        return Stream.of(NAMED, VALUE).map(form -> form.matcher(text)).anyMatch(TokenHeader::hasToken);
    }

    private static boolean hasToken(Matcher header) {
        while (header.find()) {
            boolean basic = "basic".equalsIgnoreCase(header.group("scheme"));
            if (basic ? isLogin(header.group("token")) : isToken(header.group("token"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isToken(String text) {
        return RandomText.mayBe(text) || changes(text) >= FEWEST_CHANGES;
    }

    private static int changes(String token) {
        int changes = 0;
        for (int i = 1; i < token.length(); i++) {
            char before = token.charAt(i - 1);
            char c = token.charAt(i);
            boolean both = Character.isLetterOrDigit(before) && Character.isLetterOrDigit(c);
            changes += both && Character.isDigit(before) != Character.isDigit(c) ? 1 : 0;
        }
        return changes;
    }

    /** Whether a text is base64 of a name and a password. */
    private static boolean isLogin(String text) {
        try {
            byte[] login = Base64.getDecoder().decode(text);
            return LOGIN.matcher(new String(login, StandardCharsets.ISO_8859_1)).matches();
        } catch (IllegalArgumentException other) {
            return false;
        }
    }
}
