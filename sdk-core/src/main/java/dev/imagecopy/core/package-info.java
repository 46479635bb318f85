/** Transport, retries, authentication, operations and errors: everything the provider modules share. */
@NullMarked
package dev.imagecopy.core;

import org.jspecify.annotations.NullMarked;
