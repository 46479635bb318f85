package dev.imagecopy.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that have not happened yet. Not thread-safe: guarded by the simulator's lock. */
final class FaultQueue {
    private final List<Pending> pending = new ArrayList<>();

    void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    int size() {
        return pending.size();
    }

    /**
     * Returns the fault for a request. If several apply, the one that was queued first is used. All others that still have
     * requests to skip have skipped this one, wherever they are in the queue.
     */
    @Nullable
    Fault strike(String call) {
        Pending first = null;
        for (Pending entry : pending) {
            if (entry.fault.concerns(call)) {
                if (entry.toSkip > 0) {
                    entry.toSkip--;
                } else if (first == null) {
                    first = entry;
                }
            }
        }
        if (first == null) {
            return null;
        }
        if (--first.toStrike == 0) {
            pending.remove(first);
        }
        return first.fault;
    }

    private static final class Pending {
        private final Fault fault;
        private int toSkip;
        private int toStrike;

        Pending(Fault fault) {
            this.fault = fault;
            this.toSkip = fault.skipped();
            this.toStrike = fault.times();
        }
    }
}
