package dev.imagecopy.yandex.desktop.model;

/** The documented words for a desktop image's status. There is none for failure, which only an operation tells. */
public enum DesktopImageStatus {
    /** The image is being made. */
    CREATING,
    /** The image can be used. */
    ACTIVE,
    /** The image is being removed. */
    DELETING,
    /** No status, or one that is not documented. */
    UNKNOWN;

    /**
     * Finds the documented word.
     *
     * @param status what the service wrote, in any case
     * @return the word, {@link #UNKNOWN} for any other
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
