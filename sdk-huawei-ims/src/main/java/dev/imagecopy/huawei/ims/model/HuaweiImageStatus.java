package dev.imagecopy.huawei.ims.model;

/**
 * The image statuses that the vendor documents. The service may send others: {@link HuaweiImage#status()} is always what it
 * sent.
 */
public enum HuaweiImageStatus {
    /** The image is still to be made. */
    QUEUED,
    /** The image is being uploaded. */
    SAVING,
    /** The image is ready. */
    ACTIVE,
    /** Making the image failed. */
    KILLED,
    /** The image was deleted. */
    DELETED,
    /** No status, or a word that is not documented. */
    UNKNOWN;

    /** Reads the service's word, in any case; {@link #UNKNOWN} for any other. */
    public static HuaweiImageStatus of(String status) {
        for (HuaweiImageStatus known : values()) {
            if (known.name().equalsIgnoreCase(status)) {
                return known;
            }
        }
        return UNKNOWN;
    }
}
