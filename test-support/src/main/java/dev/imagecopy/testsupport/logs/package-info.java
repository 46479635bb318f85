/** A logger that hands what is logged to the test. */
@NullMarked
package dev.imagecopy.testsupport.logs;

import org.jspecify.annotations.NullMarked;
