/** A file of checked lines: the latest line of each key counts. Knows nothing of copies. */
@NullMarked
package dev.imagecopy.bulk.internal.journal;

import org.jspecify.annotations.NullMarked;
