/**
 * The SDK's own small HTTP vocabulary. A transport makes exactly one exchange for each request and has no policy of its own:
 * retries, signing, deadlines and decoding happen in the layers above it.
 */
@NullMarked
package dev.imagecopy.core.http;

import org.jspecify.annotations.NullMarked;
