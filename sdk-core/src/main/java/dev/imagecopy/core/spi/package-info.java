/** What provider modules build on. For authors of provider modules; may change in a minor version. */
@NullMarked
package dev.imagecopy.core.spi;

import org.jspecify.annotations.NullMarked;
