/**
 * The long-running operation: one handle for every image copy, on every cloud. Start with
 * {@link dev.imagecopy.core.operation.Operation}.
 */
@NullMarked
package dev.imagecopy.core.operation;

import org.jspecify.annotations.NullMarked;
