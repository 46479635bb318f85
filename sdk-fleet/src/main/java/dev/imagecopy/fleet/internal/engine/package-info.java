/** Which copy makes its step when, and what becomes of its row: submission, admission within the limits, the executions. */
@NullMarked
package dev.imagecopy.fleet.internal.engine;

import org.jspecify.annotations.NullMarked;
