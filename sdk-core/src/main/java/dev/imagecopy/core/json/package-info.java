/**
 * Reads and writes Jackson's tree: strict in syntax, lenient in types. Everything that is parsed or written as JSON passes
 * through this package, so that its limits apply everywhere.
 */
@NullMarked
package dev.imagecopy.core.json;

import org.jspecify.annotations.NullMarked;
