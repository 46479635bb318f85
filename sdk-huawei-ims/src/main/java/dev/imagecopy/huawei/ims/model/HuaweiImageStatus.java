package dev.imagecopy.huawei.ims.model;

/**
 * The image statuses that the vendor documents. The service may send others: {@link HuaweiImage#status()} is always the
 * original text.
 */
public enum HuaweiImageStatus {
    /** The image has not been created yet. */
    QUEUED,
    /** The image is being uploaded. */
    SAVING,
    /** The image is ready. */
    ACTIVE,
    /** The creation of the image failed. */
    KILLED,
    /** The image was deleted. */
    DELETED,
    /** No status, or one that is not documented. */
    UNKNOWN;

    /** Parses a status, case-insensitively; {@link #UNKNOWN} if it is not documented. */
    public static HuaweiImageStatus of(String status) {
        for (HuaweiImageStatus known : values()) {
            if (known.name().equalsIgnoreCase(status)) {
                return known;
            }
        }
        return UNKNOWN;
    }
}
