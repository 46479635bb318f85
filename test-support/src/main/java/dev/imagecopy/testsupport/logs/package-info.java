/** A logger that passes log lines to a test. */
@NullMarked
package dev.imagecopy.testsupport.logs;

import org.jspecify.annotations.NullMarked;
