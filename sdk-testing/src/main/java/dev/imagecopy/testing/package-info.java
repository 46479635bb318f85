/** Simulators of the four services, a fake transport, a manual clock and a leak check, for tests. */
@NullMarked
package dev.imagecopy.testing;

import org.jspecify.annotations.NullMarked;
