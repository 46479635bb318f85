/**
 * Copies that live in a database and that any number of workers carry on: {@link dev.imagecopy.fleet.Fleet} submits them and shows
 * how far they are, {@link dev.imagecopy.fleet.FleetWorker} runs them.
 *
 * <p>A copy is a row: the name of its client, its request, its idempotency key, its token and the last snapshot. It waits in the
 * queue of its region until {@link dev.imagecopy.bulk.CopyLimits} let it take a place, and keeps the place until it has ended. One
 * execution of the engine makes one step of it (look up, send, settle, poll) and says when the next one is due: a copy of six hours
 * occupies a row, not a thread. That a request is being sent is committed before its first byte, and a worker that finds such a row
 * settles it and never simply sends it. So executions happen at least once, and copies once.
 *
 * <p>The rows of one fleet are in tables that begin with its name, in this order of locks: lane (the queue of a region), limit,
 * copy, task (the engine's own).
 */
@NullMarked
package dev.imagecopy.fleet;

import org.jspecify.annotations.NullMarked;
