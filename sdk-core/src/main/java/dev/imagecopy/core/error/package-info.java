/**
 * Everything the SDK throws. All of it is unchecked and extends {@link dev.imagecopy.core.error.SdkException}; bad input
 * is an {@link java.lang.IllegalArgumentException} before any network call.
 */
@NullMarked
package dev.imagecopy.core.error;

import org.jspecify.annotations.NullMarked;
