/** The builder that every provider's client builder extends. */
@NullMarked
package dev.imagecopy.core.client;

import org.jspecify.annotations.NullMarked;
