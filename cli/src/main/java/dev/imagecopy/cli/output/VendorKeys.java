package dev.imagecopy.cli.output;

import dev.imagecopy.core.credentials.RandomText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys and tokens that begin as those of a vendor do, wherever they are in a text. What follows must be as long as with the vendor;
 * where names may begin so too, it must also look random.
 *
 * <p>The access key of Huawei Cloud, 20 capital letters and digits, is none of them: {@code BACKUP20261130120000} has its form, and it
 * is an id, which only says who somebody is.
 *
 * @see <a href="https://yandex.cloud/en/docs/security/operations/search-secrets">Yandex Cloud's expressions for its secrets</a>
 */
final class VendorKeys {
    private static final String BEGINNING = "(?<![A-Za-z0-9])";
    private static final String END = "(?![A-Za-z0-9])";

    /** What has to look random is in brackets. */
    private static final List<Pattern> FORMS = List.of(
            form("LTAI(?:4[A-Z]|5t)[A-Za-z0-9]{10,}"), // Alibaba Cloud: access keys
            form("LTAI([A-Za-z0-9]{12,26})" + END), // older ones
            form("STS\\.([A-Za-z0-9]{18,32})" + END), // temporary ones
            form("TMP\\.([A-Za-z0-9_-]{30,})"), // in signed addresses of objects
            form("CA[EI]S([A-Za-z0-9+/_-]{60,})"), // tokens of temporary ones
            form("(?:r?t1|c1)\\.([A-Za-z0-9_-]{60,})"), // Yandex Cloud: IAM tokens
            form("t1\\.([79][a-z][A-Za-z0-9_-]{18,})"), // their beginnings
            form("y[0-6]_([A-Za-z0-9_-]{55,})"), // Yandex: OAuth tokens
            form("(?:y[0-3]_)?A[Qg]AAAA[A-Za-z0-9_-]{14,}"), // most of them
            form("AQ(?:VN|W9)([A-Za-z0-9_-]{30,})"), // Yandex Cloud: API keys
            form("YC([A-Za-z0-9_-]{38})" + END), // static keys
            form("YCAJE([A-Za-z0-9_-]{20})" + END), // their ids
            form("MI[E-L]([A-Za-z0-9+/_-]{61,})"), // Huawei Cloud: tokens; keys in DER
            form("AKIA[A-Z2-7]{16}" + END), // AWS
            form("AIza([A-Za-z0-9_-]{35})" + END), // Google
            form("gh[opsu]_[A-Za-z0-9]{30,}"), // GitHub
            form("github_pat_[A-Za-z0-9_]{30,}"),
            form("glpat-[A-Za-z0-9_-]{20,}"), // GitLab
            form("xox[abp]-[0-9]{6,}-([A-Za-z0-9-]{10,})")); // Slack

    private VendorKeys() {}

    private static Pattern form(String expression) {
        return Pattern.compile(BEGINNING + expression);
    }

    /** Whether a text contains such a key or token, also between other characters than letters and digits. */
    static boolean in(String text) {
        return FORMS.stream().anyMatch(form -> isIn(text, form.matcher(text)));
    }

    private static boolean isIn(String text, Matcher form) {
        while (form.find()) {
            if (form.groupCount() == 0 || RandomText.mayBe(text.substring(form.start(1), form.end(1)))) {
                return true;
            }
        }
        return false;
    }
}
