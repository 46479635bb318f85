package dev.imagecopy.alibaba.ecs.model;

import java.util.Arrays;
import java.util.List;

/**
 * The image statuses that the vendor documents. The service may send others: {@link AlibabaImage#status()} is always the
 * original text.
 */
public enum AlibabaImageStatus {
    /** The copy is queued: at most five run at the same time in a region. */
    WAITING("Waiting"),
    /** The image is being created. */
    CREATING("Creating"),
    /** The image is ready. */
    AVAILABLE("Available"),
    /** The image cannot be used. */
    UNAVAILABLE("UnAvailable"),
    /** The creation of the image failed. */
    CREATE_FAILED("CreateFailed"),
    /** The image is ready, but should no longer be used. */
    DEPRECATED("Deprecated"),
    /** No status, or one that is not documented. */
    UNKNOWN("");

    private static final List<AlibabaImageStatus> KNOWN =
            Arrays.stream(values()).filter(status -> status != UNKNOWN).toList();

    private static final List<String> WORDS =
            KNOWN.stream().map(AlibabaImageStatus::word).toList();

    private final String word;

    AlibabaImageStatus(String word) {
        this.word = word;
    }

    /**
     * Returns the vendor's name of the status.
     *
     * @return for example {@code CreateFailed}; empty for {@link #UNKNOWN}
     */
    public String word() {
        return word;
    }

    /**
     * Parses a status.
     *
     * @param word the status as the service sent it, case-insensitive
     * @return the status; {@link #UNKNOWN} if it is not documented
     */
    public static AlibabaImageStatus of(String word) {
        for (AlibabaImageStatus status : KNOWN) {
            if (status.word.equalsIgnoreCase(word)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Returns the vendor's names of {@link #known()}. */
    public static List<String> words() {
        return WORDS;
    }

    /**
     * Returns the documented statuses.
     *
     * @return all but {@link #UNKNOWN}
     */
    public static List<AlibabaImageStatus> known() {
        return KNOWN;
    }
}
