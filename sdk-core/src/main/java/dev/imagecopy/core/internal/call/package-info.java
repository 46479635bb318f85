/** Makes single calls: the order of a call, its two drivers, retries, hints, decoding. */
@NullMarked
package dev.imagecopy.core.internal.call;

import org.jspecify.annotations.NullMarked;
