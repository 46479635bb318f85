package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.Digests;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A unique word at the end of a new image's description, which identifies a copy after a lost reply. Letters and digits only,
 * since older documents allow nothing else. It is derived from the copy's idempotency key, so the same copy always has the same
 * token.
 */
final class CorrelationToken {
    private static final String PREFIX = "imgcopy";
    private static final int DIGITS = 32;
    private static final int MAX_DESCRIPTION = 1024;
    private static final Pattern AT_THE_END = Pattern.compile("(^| )" + PREFIX + "[0-9a-f]{" + DIGITS + "}$");

    private CorrelationToken() {}

    static <R extends CopyRequest> R mark(CopyKind<R> kind, R request, String idempotencyKey) {
        return kind.withDescription(request, marked(kind.description(request), idempotencyKey));
    }

    /** The requested description of an image whose description may contain our token. */
    static String unmarked(String description) {
        return AT_THE_END.matcher(description).replaceFirst("");
    }

    /** Whether a description ends with the token of a copy: no other copy's image has it. */
    static boolean identifies(String description, String idempotencyKey) {
        return !idempotencyKey.isEmpty()
                && AT_THE_END.matcher(description).find()
                && description.endsWith(token(idempotencyKey));
    }

    private static String token(String idempotencyKey) {
        return PREFIX + Digests.sha256Hex(idempotencyKey).substring(0, DIGITS);
    }

    private static String marked(Optional<String> description, String idempotencyKey) {
        String token = token(idempotencyKey);
        String text = description
                .filter(words -> !words.isEmpty())
                .map(words -> words + " " + token)
                .orElse(token);
        Checks.of("copyImage")
                .check(
                        text.codePointCount(0, text.length()) <= MAX_DESCRIPTION,
                        "description must leave " + (token.length() + 1) + " characters for the correlation token")
                .throwIfAny();
        return text;
    }
}
