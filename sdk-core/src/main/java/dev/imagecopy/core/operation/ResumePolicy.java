package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a client may assume about copies of which it is not known whether they began, when it resumes them.
 *
 * @param namesAreUnique whether the caller guarantees that nobody else gives the names of these copies to images. If so, a copy
 *     that was being sent to a service without idempotency keys, and whose name the service does not show once
 *     {@code settleWindow} has passed since then, never began: it is sent again. Otherwise it is reported as ambiguous
 * @param settleWindow the longest time after which a service shows a new image; must not be negative
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

    /** Returns a policy that assumes nothing: what cannot be settled is reported as ambiguous. The window is 60 s. */
    public static ResumePolicy standard() {
        return STANDARD;
    }

    /**
     * Returns the policy of a caller who guarantees that the copies' names are unique.
     *
     * @param settleWindow the longest time after which the service shows a new image, counted from the last time the copy was
     *     sent; be generous
     */
    public static ResumePolicy uniqueNames(Duration settleWindow) {
        return new ResumePolicy(true, settleWindow);
    }
}
