/** What an application can observe of its client: calls, attempts, retries, polls, state changes, credential refreshes. */
@NullMarked
package dev.imagecopy.core.event;

import org.jspecify.annotations.NullMarked;
