package dev.imagecopy.alibaba.ecs.model;

import java.util.Arrays;
import java.util.List;

/**
 * The image statuses that the vendor documents. The service may send others: {@link AlibabaImage#status()} is always the
 * original text.
 */
public enum AlibabaImageStatus {
    /** The copy is queued: five run at the same time in a region. */
    WAITING("Waiting"),
    /** The image is being made. */
    CREATING("Creating"),
    /** The image is ready. */
    AVAILABLE("Available"),
    /** The image cannot be used. */
    UNAVAILABLE("UnAvailable"),
    /** Making the image failed. */
    CREATE_FAILED("CreateFailed"),
    /** The image is ready, and should no longer be used. */
    DEPRECATED("Deprecated"),
    /** The service sent a word that is none of the others. */
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
     * Returns the vendor's word.
     *
     * @return for example {@code CreateFailed}; empty for {@link #UNKNOWN}
     */
    public String word() {
        return word;
    }

    /**
     * Reads the vendor's word.
     *
     * @param word as sent, in any case
     * @return the status, {@link #UNKNOWN} for every other word
     */
    public static AlibabaImageStatus of(String word) {
        return KNOWN.stream()
                .filter(status -> status.word.equalsIgnoreCase(word))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Lists the vendor's words for {@link #known()}. */
    public static List<String> words() {
        return WORDS;
    }

    /**
     * Lists the documented statuses.
     *
     * @return all but {@link #UNKNOWN}
     */
    public static List<AlibabaImageStatus> known() {
        return KNOWN;
    }
}
