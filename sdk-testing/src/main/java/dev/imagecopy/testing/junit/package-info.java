/** Simulators in tests of JUnit Jupiter, 5.9 and newer. */
@org.jspecify.annotations.NullMarked
package dev.imagecopy.testing.junit;
