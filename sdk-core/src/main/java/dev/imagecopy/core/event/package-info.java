/** What an application can observe about its client: calls, attempts, retries, polls, state changes, credential refreshes. */
@NullMarked
package dev.imagecopy.core.event;

import org.jspecify.annotations.NullMarked;
