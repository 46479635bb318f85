package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a client may assume when it takes up copies of which it is not known whether they began.
 *
 * @param namesAreUnique the caller's word that nobody else gives the names of these copies to images. Then a copy that was being
 *     sent to a service without idempotency keys, and of whose name the service shows nothing once {@code settleWindow} has
 *     passed since, never began: it is sent again. Otherwise it is reported as ambiguous
 * @param settleWindow how late a service may show a new image; zero or more
 */
public record ResumePolicy(boolean namesAreUnique, Duration settleWindow) {
    private static final ResumePolicy STANDARD = new ResumePolicy(false, Duration.ofSeconds(60));

    /**
     * Rejects null.
     *
     * @throws IllegalArgumentException if the window is negative
     */
    public ResumePolicy {
        if (requireNonNull(settleWindow, "settleWindow").isNegative()) {
            throw new IllegalArgumentException("settleWindow must not be negative, but is " + settleWindow);
        }
    }

    /** Assumes nothing: what cannot be settled is reported as ambiguous. The window is 60 s. */
    public static ResumePolicy standard() {
        return STANDARD;
    }

    /**
     * Gives the caller's word that the copies' names are unique.
     *
     * @param settleWindow how late the service may show a new image, counted from the last time that the copy was sent; be generous
     */
    public static ResumePolicy uniqueNames(Duration settleWindow) {
        return new ResumePolicy(true, settleWindow);
    }
}
