/** Resume tokens as an attacker writes them. */
@NullMarked
package dev.imagecopy.testsupport.tokens;

import org.jspecify.annotations.NullMarked;
