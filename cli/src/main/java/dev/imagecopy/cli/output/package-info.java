/** What people and programs see: progress, documents, events, errors and exit codes. */
@NullMarked
package dev.imagecopy.cli.output;

import org.jspecify.annotations.NullMarked;
