package dev.imagecopy.testing;

import java.util.ArrayList;
import java.util.Iterator;
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

    /** Returns the fault for a request. If several apply, the one that was queued first is used. */
    @Nullable
    Fault strike(String call) {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending entry = each.next();
            if (!entry.fault.concerns(call)) {
                continue;
            }
            if (entry.toSkip > 0) {
                entry.toSkip--;
                continue;
            }
            if (--entry.toStrike == 0) {
                each.remove();
            }
            return entry.fault;
        }
        return null;
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
