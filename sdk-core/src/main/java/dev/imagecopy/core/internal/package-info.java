/** What making calls and running operations share: the client's context, its life cycle, its listener, callbacks and secrets. */
@NullMarked
package dev.imagecopy.core.internal;

import org.jspecify.annotations.NullMarked;
