/** Copies that an operation store keeps, on all four clouds. */
@NullMarked
package dev.imagecopy.verification.store;

import org.jspecify.annotations.NullMarked;
