/** Ctrl-C: the first detaches from the copies, the second leaves at once. */
@NullMarked
package dev.imagecopy.cli.interrupt;

import org.jspecify.annotations.NullMarked;
