/** The single source of time: wall clock, monotonic clock, sleeping and scheduling. */
@NullMarked
package dev.imagecopy.core.time;

import org.jspecify.annotations.NullMarked;
