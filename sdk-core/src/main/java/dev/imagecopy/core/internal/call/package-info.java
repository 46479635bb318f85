/** Makes single calls: the order of their steps, the two drivers, retries, hints, decoding. */
@NullMarked
package dev.imagecopy.core.internal.call;

import org.jspecify.annotations.NullMarked;
