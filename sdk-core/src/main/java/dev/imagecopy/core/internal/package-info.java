/**
 * The engine: the one-screen pipeline, the retry decisions, the poll loop. Not exported, so no tool of a caller's reads its
 * annotations: the build itself takes all our packages as {@code @NullMarked}.
 */
package dev.imagecopy.core.internal;
