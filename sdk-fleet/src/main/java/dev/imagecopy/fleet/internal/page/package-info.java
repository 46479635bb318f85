/** The page that shows a fleet: its data, and the file. What a browser makes of it is in the resources of the same name. */
@NullMarked
package dev.imagecopy.fleet.internal.page;

import org.jspecify.annotations.NullMarked;
