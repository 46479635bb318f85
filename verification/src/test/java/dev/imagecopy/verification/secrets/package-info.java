/** What none of the four clients may give away. */
@NullMarked
package dev.imagecopy.verification.secrets;

import org.jspecify.annotations.NullMarked;
