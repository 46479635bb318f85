package dev.imagecopy.yandex.desktop.auth;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes other kinds of secrets of the vendor in place of an IAM token: a common mistake, to which the service only answers
 * "unauthenticated". Unknown formats are accepted, since that of IAM tokens may change.
 */
final class WrongSecret {
    private static final Pattern OAUTH = Pattern.compile("(y[0-3]_|AQAAAA|AgAAAA).*");
    private static final Pattern API_KEY = Pattern.compile("AQVN.*");
    private static final Pattern STATIC_KEY = Pattern.compile("YCAJ.*|YC[A-Za-z0-9_-]{38}");

    private WrongSecret() {}

    /** Returns what is wrong with a secret; empty if it may be an IAM token. */
    static Optional<String> of(String secret) {
        if (OAUTH.matcher(secret).matches()) {
            return Optional.of(
                    "this is an OAuth token, which is not supported: use an IAM token (yc iam create-token) or a"
                            + " service account's authorized key");
        }
        if (API_KEY.matcher(secret).matches()) {
            return Optional.of("this is an API key, which Cloud Desktop does not accept: use an IAM token or a service"
                    + " account's authorized key");
        }
        if (STATIC_KEY.matcher(secret).matches()) {
            return Optional.of(
                    "this is part of a static access key, which Cloud Desktop does not accept: use an IAM token or"
                            + " a service account's authorized key");
        }
        return Optional.empty();
    }
}
