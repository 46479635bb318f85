package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.Urgency;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may send next. A number of exchanges is under way at a time; further ones wait: the urgent first, of one urgency the
 * lanes (accounts and addresses) in turn, in a lane in the order of arrival. A copy that is to begin thus never waits behind
 * ten thousand polls, and a region with ten thousand copies does not keep another from being asked.
 *
 * <p>Safe for use by many threads. Nothing foreign runs under its lock.
 */
final class SendQueue {
    /** What waits to be sent. */
    interface Entry {
        Urgency urgency();

        /** Whose turn it takes. */
        String lane();

        /**
         * Sends.
         *
         * @return false when there is nothing to send any more; then {@link #leave} must not be called
         */
        boolean send();
    }

    private final int places;
    private int taken; // guarded by this
    private final Map<Urgency, Map<String, Deque<Entry>>> waiting = new EnumMap<>(Urgency.class); // guarded by this

    /**
     * Makes a queue.
     *
     * @param places how many exchanges may be under way
     */
    SendQueue(int places) {
        this.places = places;
    }

    /** Sends now, or when it is this one's turn. */
    void enter(Entry entry) {
        synchronized (this) {
            if (taken == places) {
                line(entry).add(entry);
                return;
            }
            taken++;
        }
        if (!entry.send()) {
            leave();
        }
    }

    private Deque<Entry> line(Entry entry) {
        Map<String, Deque<Entry>> lanes = waiting.get(entry.urgency());
        if (lanes == null) {
            lanes = new LinkedHashMap<>();
            waiting.put(entry.urgency(), lanes);
        }
        Deque<Entry> line = lanes.get(entry.lane());
        if (line == null) {
            line = new ArrayDeque<>(4);
            lanes.put(entry.lane(), line);
        }
        return line;
    }

    /** Takes a free place, for somebody who sends by himself; false when all are taken, and others may be waiting. */
    synchronized boolean tryEnter() {
        if (taken == places) {
            return false;
        }
        taken++;
        return true;
    }

    /** To be called when an exchange that was sent has ended: its place goes to the next. */
    void leave() {
        for (Entry next = next(); next != null; next = next()) {
            if (next.send()) {
                return;
            }
        }
    }

    /** Hands the place over, or takes it back when nobody waits. */
    private synchronized @Nullable Entry next() {
        if (waiting.isEmpty()) { // nobody has ever waited
            taken--;
            return null;
        }
        for (Map<String, Deque<Entry>> lanes : waiting.values()) {
            Iterator<Map.Entry<String, Deque<Entry>>> turns = lanes.entrySet().iterator();
            if (turns.hasNext()) {
                Map.Entry<String, Deque<Entry>> turn = turns.next();
                String lane = turn.getKey();
                Deque<Entry> line = turn.getValue();
                turns.remove();
                Entry entry = line.remove();
                if (!line.isEmpty()) {
                    lanes.put(lane, line); // to the end of the round
                }
                return entry;
            }
        }
        taken--;
        return null;
    }
}
