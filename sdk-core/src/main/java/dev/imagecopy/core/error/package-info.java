/**
 * The exceptions of the SDK. All are unchecked and extend {@link dev.imagecopy.core.error.SdkException}; invalid input is an
 * {@link java.lang.IllegalArgumentException} before any network call.
 */
@NullMarked
package dev.imagecopy.core.error;

import org.jspecify.annotations.NullMarked;
