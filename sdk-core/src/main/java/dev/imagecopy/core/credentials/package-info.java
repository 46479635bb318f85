/**
 * What the credentials of all providers are found with: sources that work over a client's own connections, named settings,
 * profile files, metadata sessions. For authors of provider modules; users meet {@link
 * dev.imagecopy.core.credentials.CredentialsSource} only.
 */
@NullMarked
package dev.imagecopy.core.credentials;

import org.jspecify.annotations.NullMarked;
