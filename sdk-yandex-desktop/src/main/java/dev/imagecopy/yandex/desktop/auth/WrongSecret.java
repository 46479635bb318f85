package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.OuterDocument;
import dev.imagecopy.core.credentials.PemText;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.spi.Checks;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes the vendor's other kinds of secrets where an IAM token belongs, also behind the word of a header: a common mistake
 * that the service answers with nothing but "unauthenticated". A shape that is not known passes, since that of IAM tokens may
 * change.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token">the form of IAM tokens</a>
 */
final class WrongSecret {
    /** Base64 of {@code t1.}, and base64 of that. */
    private static final Pattern ENCODED_TOKEN = Pattern.compile("(dDEu|ZERFd).*");

    /** The form of every bearer token. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    /** What examples and templates have in place of a token, besides what is one on every cloud. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("t1\\.|t1\\.(([xX*.?_-])\\2*|.*(\\.\\.\\.|\u2026))|(?i:[a-z_-]+[_-]here)|\\$env:.*|#\\{.*");

    private static final Pattern IAM_TOKEN = Pattern.compile("t1\\.[^/\\\\]{20,}");

    /**
     * The beginning of a token of the form that the vendor documents, whose second part has 86 characters. The first part has about
     * 180 today; tests use shorter ones.
     */
    private static final Pattern CUT_OFF =
            Pattern.compile("t1\\.[A-Za-z0-9_-]{60,}={0,2}(\\.[A-Za-z0-9_-]{0,85}={0,2})?");

    /** The length of all ids of the vendor, whose first three characters tell of what. */
    private static final Pattern ID = Pattern.compile("[a-z0-9]{20}");

    /** What people confuse with a token. Other ids look like the words and random digits that tests use as tokens. */
    private static final Map<String, String> OWNERS = Map.of(
            "aje", "a service account, a user or a key",
            "b1g", "a folder or a cloud",
            "bpf", "an organization");

    private static final int SHORTEST_PART = 60;

    private static final String NO_TOKEN = ", not an IAM token (yc iam create-token)";

    private static final String OTHERWISE =
            ": use an IAM token (yc iam create-token) or a service account's authorized key";

    private WrongSecret() {}

    /**
     * Returns what kind of secret takes the place of a path that does not exist, a clause for the message; empty if none is
     * recognized.
     */
    static Optional<String> inPlaceOfPath(String path) {
        return IAM_TOKEN.matcher(path).matches()
                ? Optional.of("this is an IAM token, which belongs in " + YandexSetting.IAM_TOKEN.key())
                : known(path);
    }

    /** Returns what takes the place of an id, a clause that follows its name; empty if it may be one. */
    static String inPlaceOfId(String id) {
        String kind = SecretForms.inPlaceOfId(id);
        return kind.isEmpty() ? SecretText.flaw(id) : "holds " + kind;
    }

    /**
     * Returns what the file of an authorized key contains instead, a clause for the message; empty if it may be a damaged key or
     * a file of another kind.
     */
    static Optional<String> inKeyFile(String text) {
        String known = OuterDocument.flaw(text);
        if (!known.isEmpty() && !MisplacedSecret.kind(text).startsWith("JSON")) {
            return Optional.of("this is " + known);
        }
        String kind = MisplacedSecret.kind(text);
        boolean pem = kind.startsWith("a PEM block");
        if (kind.startsWith("JSON") || pem != isPrivateKey(text) || (!pem && text.indexOf('\n') >= 0)) {
            return Optional.empty();
        }
        String flaw = SecretText.flaw(text);
        return inPlaceOfPath(text)
                .or(() -> belonging(text, ""))
                .or(() -> flaw.isEmpty() ? Optional.empty() : Optional.of("this " + flaw));
    }

    /** Whether a text is nothing but a private key, maybe behind a vendor's heading: not part of YAML, and not of OpenSSH. */
    private static boolean isPrivateKey(String text) {
        String pem = PemText.plain(text).strip();
        return Stream.of("-----BEGIN PRIVATE KEY-----", "PLEASE ", "Bag Attributes", "Key Attributes")
                .anyMatch(pem::startsWith);
    }

    /** Returns what takes the place of a private key, a clause for the message; empty if nothing is recognized. */
    static Optional<String> inPlaceOfKey(String text) {
        String flaw = SecretText.flaw(text, "private key");
        boolean isTold = !flaw.isEmpty() && !MisplacedSecret.kind(text).startsWith("a PEM");
        return inPlaceOfPath(text).or(() -> isTold ? Optional.of("this " + flaw) : Optional.empty());
    }

    /** Returns what is wrong with a secret; empty if it may be an IAM token. */
    static Optional<String> of(String secret) {
        return known(secret)
                .or(() -> belonging(secret, NO_TOKEN))
                .or(() -> unknown(secret))
                .or(() -> inPart(secret));
    }

    /** What is wrong with an id in place of a token, or with a part of one. */
    private static Optional<String> inPart(String text) {
        String owner = ID.matcher(text).matches() ? OWNERS.getOrDefault(text.substring(0, 3), "") : "";
        if (!owner.isEmpty()) {
            return Optional.of("this is an id, as of " + owner + NO_TOKEN);
        }
        if (text.startsWith("9eu") && text.length() >= SHORTEST_PART) {
            return Optional.of("this is the rest of an IAM token, whose beginning (t1.) is missing");
        }
        if (CUT_OFF.matcher(text).matches()) {
            return Optional.of("this is an IAM token that is cut off: copy it whole, as yc iam create-token prints it");
        }
        return Optional.empty();
    }

    /** What is wrong with a text that is no secret of a known kind. */
    private static Optional<String> unknown(String text) {
        String flaw = SecretText.flaw(text);
        if (!flaw.isEmpty()) {
            return Optional.of("this " + flaw);
        }
        if (PLACEHOLDER.matcher(text).matches()) {
            return Optional.of("this holds a placeholder in place of the value");
        }
        if (ENCODED_TOKEN.matcher(text).matches()) {
            return Optional.of("this is base64 of an IAM token: give the token as yc iam create-token prints it");
        }
        return Checks.isVisibleAscii(text) && !TOKEN.matcher(text).matches()
                ? Optional.of("this has characters that are in no token (RFC 6750)")
                : Optional.empty();
    }

    private static Optional<String> known(String secret) {
        String scheme = SecretText.scheme(secret);
        String form = SecretForms.kind(secret);
        if (scheme.equals("OAuth") || form.equals(SecretForms.OAUTH)) {
            return Optional.of("this is an OAuth token, which is not supported" + OTHERWISE);
        }
        if (scheme.equals("Api-Key") || form.equals(SecretForms.API_KEY)) {
            return Optional.of("this is an API key, which Cloud Desktop does not accept" + OTHERWISE);
        }
        if (form.equals(SecretForms.STATIC_KEY)) {
            return Optional.of("this is part of a static access key, which Cloud Desktop does not accept" + OTHERWISE);
        }
        if (form.equals(SecretForms.GOOGLE)) {
            return Optional.of(
                    "this is an access token of Google Cloud, which Yandex Cloud does not accept" + OTHERWISE);
        }
        if (!scheme.isEmpty()) {
            return Optional.of("this begins with the word " + scheme + ": give the IAM token alone");
        }
        String kind = MisplacedSecret.kind(secret);
        for (YandexSetting printed : YandexSetting.PRINTED_TOKENS) {
            if (kind.equals("JSON") && secret.contains('"' + printed.key() + '"')) {
                return Optional.of("this is JSON: give the value of its " + printed.key() + " alone");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> belonging(String secret, String addition) {
        String taker = SecretText.isPlaceholder(secret) ? "" : YandexSetting.taker(secret);
        return taker.isEmpty()
                ? Optional.empty()
                : Optional.of("this is " + MisplacedSecret.kind(secret) + ", which belongs in " + taker + addition);
    }
}
