package dev.imagecopy.yandex.desktop.model;

/** The documented statuses of a desktop image. There is none for failure, which only an operation reports. */
public enum DesktopImageStatus {
    /** The image is being created. */
    CREATING,
    /** The image can be used. */
    ACTIVE,
    /** The image is being removed. */
    DELETING,
    /** No status, or one that is not documented. */
    UNKNOWN;

    /**
     * Parses a status.
     *
     * @param status the status as the service sent it, case-insensitive
     * @return the status; {@link #UNKNOWN} if it is not documented
     */
    public static DesktopImageStatus of(String status) {
        for (DesktopImageStatus known : values()) {
            if (known.name().equalsIgnoreCase(status)) {
                return known;
            }
        }
        return UNKNOWN;
    }
}
