package dev.imagecopy.benchmarks.simulators;

import org.junit.jupiter.api.Test;

/** What JUnit takes for itself. */
class EmptyCase {
    @Test
    void nothing() {
        // only JUnit is measured
    }
}
