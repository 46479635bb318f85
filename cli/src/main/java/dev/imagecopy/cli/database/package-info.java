/** The database of a fleet: its address, how to log in, its connections, and what is wrong with it in a sentence. */
@NullMarked
package dev.imagecopy.cli.database;

import org.jspecify.annotations.NullMarked;
