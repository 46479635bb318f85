package dev.imagecopy.yandex.desktop.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.spi.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of Yandex Cloud that their first characters tell apart, and Google's tokens, which the metadata service of another
 * cloud issues at the same address.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/">Kinds of authentication</a>
 */
public final class SecretForms {
    static final String OAUTH = "an OAuth token";
    static final String API_KEY = "an API key";
    static final String STATIC_KEY = "part of a static access key";
    static final String IAM_TOKEN = "an IAM token";
    static final String GOOGLE = "an access token of Google Cloud";

    private static final Map<String, Pattern> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put(OAUTH, Pattern.compile("(y[0-3]_|AQAAAA|AgAAAA).*", Pattern.DOTALL));
        FORMS.put(API_KEY, Pattern.compile("AQVN.*", Pattern.DOTALL));
        FORMS.put(STATIC_KEY, Pattern.compile("YCAJ.*|YC[A-Za-z0-9_-]{38}", Pattern.DOTALL));
        FORMS.put(IAM_TOKEN, Pattern.compile("t1\\..*", Pattern.DOTALL));
        FORMS.put(GOOGLE, Pattern.compile("ya29\\..*", Pattern.DOTALL));
    }

    private SecretForms() {}

    /** Returns what kind of secret a text is, also behind the word of a header or in quotes; empty if none is recognized. */
    static String kind(String text) {
        String bare = text.strip().replaceAll("^[\"'`\ufeff]+", "");
        String last = bare.substring(bare.lastIndexOf(' ') + 1);
        return FORMS.entrySet().stream()
                .filter(form -> form.getValue().matcher(last).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** Returns what kind of secret takes the place of an id; empty if none is recognized. */
    static String inPlaceOfId(String id) {
        if (isPlain(id)) {
            return ""; // as the vendor's ids are: to look for every form takes 4 KB an id, in each copy
        }
        String kind = MisplacedSecret.kind(id);
        return kind.isEmpty() ? kind(id) : kind;
    }

    /** Whether a text has no character but lower-case letters, digits and hyphens: no form of a secret is so. */
    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks the id that a method was given.
     *
     * @return the id
     * @throws IllegalArgumentException if it is no id, or evidently a secret; the message never shows the value
     */
    public static String requireId(String name, @Nullable String id) {
        String checked = Checks.requireId(requireNonNull(name, "name"), id);
        String kind = inPlaceOfId(checked);
        if (!kind.isEmpty()) {
            throw new IllegalArgumentException(name + " holds " + kind);
        }
        return checked;
    }

    /** Adds a violation if an id, which appears in messages, logs and tokens, is evidently a secret; it never shows the value. */
    public static void checkId(Checks checks, String name, @Nullable String id) {
        requireNonNull(checks, "checks");
        requireNonNull(name, "name");
        String kind = id == null ? "" : inPlaceOfId(id);
        if (!kind.isEmpty()) {
            checks.check(false, name + " holds " + kind);
        }
    }
}
