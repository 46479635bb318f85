/** What one step of a copy does: look up, send, settle, poll or cancel. Nothing here knows the database, except through the store. */
@NullMarked
package dev.imagecopy.fleet.internal.step;

import org.jspecify.annotations.NullMarked;
