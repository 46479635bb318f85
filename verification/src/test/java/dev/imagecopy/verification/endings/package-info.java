/** How calls and waits of the four clients end: what an exception's trace and its text tell whoever reads them. */
@NullMarked
package dev.imagecopy.verification.endings;

import org.jspecify.annotations.NullMarked;
