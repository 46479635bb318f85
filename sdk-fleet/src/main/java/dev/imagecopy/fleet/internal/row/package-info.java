/** One copy as its row holds it: columns for queries, and a versioned JSON record of everything else. */
@NullMarked
package dev.imagecopy.fleet.internal.row;

import org.jspecify.annotations.NullMarked;
