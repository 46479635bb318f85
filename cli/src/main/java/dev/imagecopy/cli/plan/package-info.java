/** The YAML plan: which images go where. */
@NullMarked
package dev.imagecopy.cli.plan;

import org.jspecify.annotations.NullMarked;
