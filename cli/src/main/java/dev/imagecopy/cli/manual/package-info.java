/** Makes the manual pages and the completion of shells, when the project is built. */
@NullMarked
package dev.imagecopy.cli.manual;

import org.jspecify.annotations.NullMarked;
