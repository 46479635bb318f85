/**
 * One handle for every image copy, on every cloud, that never starts the same copy twice. Every provider's client is an
 * {@link dev.imagecopy.core.ImageCopyClient}.
 */
@NullMarked
package dev.imagecopy.core;

import org.jspecify.annotations.NullMarked;
