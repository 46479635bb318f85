/** Reads YAML into a tree in which every value knows where it is written, and stays the text that the user wrote. */
@NullMarked
package dev.imagecopy.cli.plan.yaml;

import org.jspecify.annotations.NullMarked;
