package dev.imagecopy.huawei.ims.model;

/**
 * The job statuses that the vendor documents. The service may send others: {@link HuaweiJob#status()} is always the original
 * text.
 */
public enum HuaweiJobStatus {
    /** The job has not started. */
    INIT,
    /** The job is running. */
    RUNNING,
    /** The job succeeded. */
    SUCCESS,
    /** The job failed. Some of the vendor's pages say {@code FAILED}. */
    FAIL,
    /** No status, or one that is not documented. */
    UNKNOWN;

    /** Parses a status, case-insensitively; {@link #UNKNOWN} if it is not documented. */
    public static HuaweiJobStatus of(String status) {
        for (HuaweiJobStatus known : values()) {
            if (known.name().equalsIgnoreCase(status)) {
                return known;
            }
        }
        return status.equalsIgnoreCase("FAILED") ? FAIL : UNKNOWN;
    }
}
