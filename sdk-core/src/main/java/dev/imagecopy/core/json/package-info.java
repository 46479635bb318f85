/**
 * Reading and writing of Jackson's tree. Strict in syntax, lenient in types; everything that is parsed or written as JSON
 * passes here, so that the limits hold everywhere.
 */
@NullMarked
package dev.imagecopy.core.json;

import org.jspecify.annotations.NullMarked;
