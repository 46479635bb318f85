/** The engine: the one-screen pipeline, the retry decisions, the poll loop. Not exported. */
@NullMarked
package dev.imagecopy.core.internal;

import org.jspecify.annotations.NullMarked;
