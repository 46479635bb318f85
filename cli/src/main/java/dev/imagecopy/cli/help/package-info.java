/** How the help of commands is laid out. */
@NullMarked
package dev.imagecopy.cli.help;

import org.jspecify.annotations.NullMarked;
