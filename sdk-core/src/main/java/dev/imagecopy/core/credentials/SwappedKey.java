package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the id and the secret of an access key in each other's place. The secret would be shown as an id, and services answer
 * nothing but "wrong signature". Only forms that the other part never has are recognized:
 *
 * <ul>
 *   <li>Ids: on Alibaba Cloud {@code LTAI} and at least 12 letters and digits, temporary ones {@code STS.} and letters and digits; on
 *       Huawei Cloud 20 capital letters and digits. The vendor's older ids of 16 letters and digits have no form of their own.
 *   <li>Secrets: 30 letters and digits of both cases, or 40 to 44, as those of temporary keys and of Huawei Cloud. They need not look
 *       random, as {@link MisplacedSecret} demands: no name stands in the place of an id.
 * </ul>
 *
 * Allocates nothing for parts in their places, since some sources read a key for each call.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair">Access keys of Alibaba Cloud</a>
 * @see <a href="https://support.huaweicloud.com/intl/en-us/usermanual-ca/ca_01_0003.html">Access keys of Huawei Cloud</a>
 */
public final class SwappedKey {
    private static final String PERMANENT = "LTAI";
    private static final String TEMPORARY = "STS.";
    private static final int SHORTEST_PERMANENT = 16;
    private static final int LONGEST_PERMANENT = 29;
    private static final int ID_OF_HUAWEI = 20;

    private SwappedKey() {}

    /**
     * Says what is wrong with the places of two parts of a key.
     *
     * @param idName the name of the id's place in messages
     * @param id what is in it; null counts as an id
     * @param secretName the name of the secret's place in messages
     * @param secret what is in it; null counts as a secret
     * @return a sentence with both names and neither value; empty if each may be where it belongs
     */
    public static String flaw(String idName, @Nullable String id, String secretName, @Nullable String secret) {
        boolean secretFirst = id != null && isSecret(MisplacedSecret.bare(id));
        boolean idSecond = secret != null && isId(MisplacedSecret.bare(secret));
        if (secretFirst && idSecond) {
            return idName + " and " + secretName
                    + " are swapped: the first holds the secret of an access key, the second its id";
        }
        if (secretFirst) {
            return idName + " holds an access key's secret, which belongs in " + secretName
                    + ": perhaps the two are swapped";
        }
        return idSecond
                ? secretName + " holds the id of an access key, which belongs in " + idName
                        + ": perhaps the two are swapped"
                : "";
    }

    /**
     * Checks the parts of a key that come from settings.
     *
     * @param settings contains them
     * @param id the setting for the id
     * @param secret the setting for the secret
     * @param tokens the settings for the token, if there are any
     * @throws CredentialsException if the id or the secret is in the other's place, or a part was never filled in; the message names the
     *     settings, and shows no value
     */
    public static void requireInPlace(NamedSettings settings, Setting id, Setting secret, Setting... tokens) {
        String flaw = flaw(
                id.key(),
                settings.value(id).orElse(null),
                secret.key(),
                settings.value(secret).orElse(null));
        if (!flaw.isEmpty()) {
            throw failure(flaw);
        }
        requireFilledIn(settings, id);
        requireFilledIn(settings, secret);
        for (Setting token : tokens) {
            requireFilledIn(settings, token);
        }
    }

    private static void requireFilledIn(NamedSettings settings, Setting part) {
        if (settings.value(part).filter(SecretText::isPlaceholder).isPresent()) {
            throw failure(part.key() + " " + Template.FLAW);
        }
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    private static boolean isId(String text) {
        if (text.startsWith(TEMPORARY)) {
            return text.length() > TEMPORARY.length() && isAlphanumeric(text, TEMPORARY.length());
        }
        if (text.startsWith(PERMANENT) && text.length() >= SHORTEST_PERMANENT && text.length() <= LONGEST_PERMANENT) {
            return isAlphanumeric(text, 0);
        }
        return text.length() == ID_OF_HUAWEI && isAlphanumeric(text, 0) && hasUpperCase(text) && !hasLowerCase(text);
    }

    private static boolean isSecret(String text) {
        return !text.startsWith(PERMANENT) && AccessKeySecret.hasForm(text);
    }

    private static boolean isAlphanumeric(String text, int start) {
        boolean fits = true;
        for (int i = start; i < text.length() && fits; i++) {
            char c = text.charAt(i);
            fits = (c >= '0' && c <= '9') || isIn(c, 'A', 'Z') || isIn(c, 'a', 'z');
        }
        return fits;
    }

    private static boolean hasUpperCase(String text) {
        return hasLetter(text, 'A', 'Z');
    }

    private static boolean hasLowerCase(String text) {
        return hasLetter(text, 'a', 'z');
    }

    private static boolean hasLetter(String text, char first, char last) {
        boolean found = false;
        for (int i = 0; i < text.length() && !found; i++) {
            found = isIn(text.charAt(i), first, last);
        }
        return found;
    }

    private static boolean isIn(char c, char first, char last) {
        return c >= first && c <= last;
    }
}
