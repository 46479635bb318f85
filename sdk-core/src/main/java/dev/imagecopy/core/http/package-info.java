/**
 * The SDK's own small HTTP vocabulary. A transport makes exactly one exchange for each request and holds no policy:
 * retries, signing, deadlines and decoding happen above it.
 */
@NullMarked
package dev.imagecopy.core.http;

import org.jspecify.annotations.NullMarked;
