/** Runs operations by means of calls: starting, resuming, polling, waiting, cancelling. */
@NullMarked
package dev.imagecopy.core.internal.operation;

import org.jspecify.annotations.NullMarked;
