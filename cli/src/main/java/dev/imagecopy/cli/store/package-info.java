/** The folder that keeps the state of copies between runs. */
@NullMarked
package dev.imagecopy.cli.store;

import org.jspecify.annotations.NullMarked;
