package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.spi.Urgency;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which exchange is sent next. Each exchange in progress has a slot. When all slots are taken, further exchanges are
 * queued: by urgency; within the same urgency by lane (account and address) in turn; within a lane in order of arrival. So the
 * start of a copy never waits behind ten thousand polls, and a region with ten thousand copies does not block another.
 *
 * <p>Safe for use by multiple threads. While the lock is held, entries are only asked whether they are over.
 */
final class SendQueue {
    /** An exchange to send. */
    interface Entry {
        Urgency urgency();

        /** Entries of the same urgency are sent in turn by lane. */
        String lane();

        /** Whether it ended while it was queued: it is left out, and does not take the turn of its lane. Returns at once. */
        boolean isOver();

        /**
         * Sends on another thread.
         *
         * @return false if there is nothing to send anymore; {@link #releaseSlot} must not be called then
         */
        boolean send();

        /**
         * Sends on this thread, if there is still something to send.
         *
         * @return true if it will be sent on another thread, with the slot
         */
        boolean sendHere();
    }

    private final int slots;
    private int taken; // guarded by this
    private final Map<Urgency, Map<String, Deque<Entry>>> queued = new EnumMap<>(Urgency.class); // guarded by this

    /** @param slots how many exchanges may be in progress */
    SendQueue(int slots) {
        this.slots = slots;
    }

    /** Sends now, or as soon as a slot is free for this entry. */
    void enqueue(Entry entry) {
        enqueue(entry, false);
    }

    /** Like {@link #enqueue}, for an entry whose turn had come before: it is the next in its lane. */
    void enqueueFirst(Entry entry) {
        enqueue(entry, true);
    }

    private void enqueue(Entry entry, boolean first) {
        synchronized (this) {
            if (taken == slots) {
                Deque<Entry> lane = queued.computeIfAbsent(entry.urgency(), urgency -> new LinkedHashMap<>())
                        .computeIfAbsent(entry.lane(), name -> new ArrayDeque<>(4));
                if (first) {
                    lane.addFirst(entry);
                } else {
                    lane.add(entry);
                }
                return;
            }
            taken++;
        }
        if (!entry.send()) {
            releaseSlot();
        }
    }

    /** Takes a slot for a caller that sends on its own thread; returns false if all are taken. */
    synchronized boolean tryTakeSlot() {
        if (taken == slots) {
            return false;
        }
        taken++;
        return true;
    }

    /** Passes the slot of an exchange that has ended on to the next entry, or releases it. */
    void releaseSlot() {
        for (Entry next = nextOrFree(); next != null; next = nextOrFree()) {
            if (next.send()) {
                return;
            }
        }
    }

    /** Lets this thread, whose exchange has ended, send the next entries: a slot is only free when its thread is. */
    void releaseSlotHere() {
        for (Entry next = nextOrFree(); next != null; next = nextOrFree()) {
            if (next.sendHere()) {
                return;
            }
        }
    }

    private synchronized @Nullable Entry nextOrFree() {
        for (Map<String, Deque<Entry>> lanes : queued.values()) {
            Iterator<Map.Entry<String, Deque<Entry>>> turns = lanes.entrySet().iterator();
            while (turns.hasNext()) {
                Map.Entry<String, Deque<Entry>> turn = turns.next();
                String lane = turn.getKey();
                Deque<Entry> entries = turn.getValue();
                turns.remove();
                Entry entry = nextOf(entries);
                if (entry != null) {
                    if (!entries.isEmpty()) {
                        lanes.put(lane, entries); // to the end of the round
                    }
                    return entry;
                }
            }
        }
        taken--;
        return null;
    }

    private static @Nullable Entry nextOf(Deque<Entry> lane) {
        Entry entry = lane.poll();
        while (entry != null && entry.isOver()) {
            entry = lane.poll();
        }
        return entry;
    }
}
