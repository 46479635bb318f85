/** The JSON seam: the only package that names Jackson. Parsing is strict in syntax and lenient in types. */
@NullMarked
package dev.imagecopy.core.json;

import org.jspecify.annotations.NullMarked;
