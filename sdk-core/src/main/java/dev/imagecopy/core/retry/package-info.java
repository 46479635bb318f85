/** When a call is repeated, after how long, and how often: pure decisions without I/O, shared by sync and async calls. */
@NullMarked
package dev.imagecopy.core.retry;

import org.jspecify.annotations.NullMarked;
