package dev.imagecopy.core.credentials;

/**
 * The form of the secrets of access keys: 30 letters and digits on Alibaba Cloud, 40 on Huawei Cloud, 40 to 44 for temporary keys.
 * Both cases occur in every one of them, but not always a digit.
 */
final class AccessKeySecret {
    private static final int OF_ALIBABA = 30;
    private static final int OF_HUAWEI = 40;
    private static final int LONGEST = 44;

    private AccessKeySecret() {}

    /** Whether a text has this form, which names of that length may have too: see {@link RandomText}. */
    static boolean hasForm(String text) {
        int length = text.length();
        boolean fits = length == OF_ALIBABA || (length >= OF_HUAWEI && length <= LONGEST);
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; fits && i < length; i++) {
            char c = text.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean isLower = c >= 'a' && c <= 'z';
            fits = isUpper || isLower || (c >= '0' && c <= '9');
            upper |= isUpper;
            lower |= isLower;
        }
        return fits && upper && lower;
    }
}
