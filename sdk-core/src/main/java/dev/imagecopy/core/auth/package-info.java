/**
 * Credentials: what they are, where they come from, how they are cached and refreshed, and how a request is signed with them.
 */
@NullMarked
package dev.imagecopy.core.auth;

import org.jspecify.annotations.NullMarked;
