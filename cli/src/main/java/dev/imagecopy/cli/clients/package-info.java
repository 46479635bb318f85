/** The clients of a run: of real clouds, or of simulators. */
@NullMarked
package dev.imagecopy.cli.clients;

import org.jspecify.annotations.NullMarked;
