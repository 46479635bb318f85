/** The commands of fleets: copies in a database, which workers carry on. */
@NullMarked
package dev.imagecopy.cli.fleet;

import org.jspecify.annotations.NullMarked;
