/** What other servers than a service answer at its address. */
@NullMarked
package dev.imagecopy.testsupport.answers;

import org.jspecify.annotations.NullMarked;
