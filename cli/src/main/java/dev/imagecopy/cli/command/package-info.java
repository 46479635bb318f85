/** One class for each command, and the options that several share. */
@NullMarked
package dev.imagecopy.cli.command;

import org.jspecify.annotations.NullMarked;
