package dev.imagecopy.verification.cost;

import dev.imagecopy.benchmarks.contender.Cloud;

/**
 * The goals that the build holds, the same for all four clouds. They are not lowered when less is reached: what lies between is
 * room for a plainer shape. {@code mvn -pl verification -am test -Dtest='*GateTest'} prints the values.
 */
final class Limits {
    /** Bytes of an exchange, as a ratio to those of the lean client written by hand. */
    static final double ALLOCATION = 1.25;

    /** Classes at the first copy. The goal is that of Java 17; later versions, which load more of their own, reach it too. */
    static final int CLASSES = 2_400;

    private Limits() {}

    static Limit allocation(Cloud cloud, String kind) {
        return new Limit("bytes to raw, " + cloud + " " + kind, ALLOCATION);
    }

    static Limit classes(Cloud cloud) {
        return new Limit("classes, " + cloud, CLASSES);
    }
}
