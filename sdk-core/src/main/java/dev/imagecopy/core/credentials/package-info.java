/**
 * What all providers use to find credentials: sources that use a client's own connections, named settings, profile files,
 * metadata sessions. For authors of provider modules; users only need {@link dev.imagecopy.core.credentials.CredentialsSource}.
 */
@NullMarked
package dev.imagecopy.core.credentials;

import org.jspecify.annotations.NullMarked;
