/** What calls and operations share: the client's context, life cycle, listener, callbacks and secrets. */
@NullMarked
package dev.imagecopy.core.internal;

import org.jspecify.annotations.NullMarked;
