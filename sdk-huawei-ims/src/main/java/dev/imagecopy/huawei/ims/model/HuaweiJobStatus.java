package dev.imagecopy.huawei.ims.model;

/** The job statuses that the vendor documents. The service may send others: {@link HuaweiJob#status()} is what it sent. */
public enum HuaweiJobStatus {
    /** The job has not begun. */
    INIT,
    /** The job is under way. */
    RUNNING,
    /** The job did what it was asked for. */
    SUCCESS,
    /** The job failed. Some pages of the vendor's say {@code FAILED}. */
    FAIL,
    /** No status, or a word that is not documented. */
    UNKNOWN;

    /** Reads the service's word, in any case; {@link #UNKNOWN} for any other. */
    public static HuaweiJobStatus of(String status) {
        for (HuaweiJobStatus known : values()) {
            if (known.name().equalsIgnoreCase(status)) {
                return known;
            }
        }
        return status.equalsIgnoreCase("FAILED") ? FAIL : UNKNOWN;
    }
}
