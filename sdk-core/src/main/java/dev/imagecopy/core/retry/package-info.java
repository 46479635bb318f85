/** When a call is retried, after which delay, and how often: pure decisions without I/O, shared by sync and async calls. */
@NullMarked
package dev.imagecopy.core.retry;

import org.jspecify.annotations.NullMarked;
