/**
 * Many copies with one call: {@link dev.imagecopy.bulk.BulkCopy}, and the file that lets the next process go on where this one
 * ended: {@link dev.imagecopy.bulk.FileOperationStore}.
 */
@NullMarked
package dev.imagecopy.bulk;

import org.jspecify.annotations.NullMarked;
