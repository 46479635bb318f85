package dev.imagecopy.verification.cost;

import java.util.Locale;

/**
 * The most that something may cost.
 *
 * @param what is counted
 * @param most the largest value that passes
 */
record Limit(String what, double most) {
    /** Prints the value, and fails when it is above the limit or no number. */
    void check(double value) {
        String told = String.format(Locale.ROOT, "%s: %.3f, limit %.3f", what, value, most);
        System.out.println(told);
        if (!(value <= most)) {
            throw new AssertionError(told);
        }
    }
}
