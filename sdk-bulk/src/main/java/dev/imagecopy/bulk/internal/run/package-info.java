/** One run: reads jobs, gives out permits, follows each copy to its end. */
@NullMarked
package dev.imagecopy.bulk.internal.run;

import org.jspecify.annotations.NullMarked;
