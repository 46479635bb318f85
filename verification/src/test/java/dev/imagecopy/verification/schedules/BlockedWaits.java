package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.operation.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Waits that block, each on a thread of its own. A step begins one and returns when it is parked, or interrupts one and
 * returns when it has ended: so only one thread ever moves, and the run can be repeated.
 */
final class BlockedWaits {
    private record Wait(Thread thread, CompletableFuture<String> end) {}

    private final RandomGenerator random;
    private final List<Wait> waits = new ArrayList<>();

    BlockedWaits(RandomGenerator random) {
        this.random = random;
    }

    void beginOrInterruptOne(Operation<String> operation) {
        if (!waits.isEmpty() && random.nextInt(4) == 0) {
            Wait one = waits.get(random.nextInt(waits.size()));
            one.thread.interrupt();
            ended(one);
        } else {
            begin(operation, Duration.ofSeconds(1 + random.nextInt(600)));
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // yields to the very thread it waits for, which then runs or is done
    private void begin(Operation<String> operation, Duration timeout) {
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        end.complete(operation.await(timeout));
                    } catch (Throwable e) { // whatever it is: the run looks at it
                        end.completeExceptionally(e);
                    }
                },
                "schedule-wait");
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.yield(); // spinning took two thirds of a run on a busy machine
        }
        waits.add(new Wait(thread, end));
    }

    /** How all of them ended; to be asked when the client is closed, which ends those that are left. */
    List<CompletableFuture<String>> ends() {
        return waits.stream().map(BlockedWaits::ended).toList();
    }

    private static CompletableFuture<String> ended(Wait wait) {
        try {
            wait.thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the run itself", e);
        }
        if (wait.thread.isAlive()) {
            throw new AssertionError("a blocked wait did not end");
        }
        return wait.end;
    }
}
