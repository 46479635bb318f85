package dev.imagecopy.testing;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that arrived at a simulator and how they were answered: the latest ones, and a count of all. Not thread-safe:
 * guarded by the simulator's lock.
 */
final class RequestLog {
    /** Enough for a test; a simulator that runs for days must not fill its heap. */
    private static final int KEPT = 10_000;

    private static final int TOLD = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Deque<Entry> latest = new ArrayDeque<>();
    private final Map<String, Integer> arrivals = new TreeMap<>();
    private int kept = KEPT;
    private long total;

    /** One request and, once it is known, how it was answered. */
    static final class Entry {
        private final RecordedRequest request;
        private String answer = "not answered yet";
        private @Nullable RecordedReply reply;

        private Entry(RecordedRequest request) {
            this.request = request;
        }

        void answered(String what) {
            answer = what;
        }

        void left(int status, Duration scripted, Duration taken) {
            reply = new RecordedReply(request, status, scripted, taken);
        }
    }

    Entry add(RecordedRequest request) {
        Entry entry = new Entry(request);
        latest.addLast(entry);
        total++;
        arrivals.merge(request.call(), 1, Integer::sum);
        trim();
        return entry;
    }

    void keep(int most) {
        kept = most;
        trim();
    }

    int arrivals(String call) {
        return arrivals.getOrDefault(call, 0);
    }

    List<RecordedRequest> requests() {
        return latest.stream().map(entry -> entry.request).toList();
    }

    List<RecordedReply> replies() {
        return latest.stream().flatMap(entry -> Stream.ofNullable(entry.reply)).toList();
    }

    /** Whether these calls arrived, in this order, and nothing else, not even before the latest ones. */
    boolean wereExactly(List<String> calls) {
        return total == calls.size()
                && latest.stream().map(entry -> entry.request.call()).toList().equals(calls);
    }

    /** The requests for a message, one per line, without queries, headers and bodies. */
    String told() {
        if (total == 0) {
            return "Nothing arrived.";
        }
        long left = Math.max(0, latest.size() - TOLD);
        String omitted = total == Math.min(latest.size(), TOLD) ? "" : ", the last of them";
        return "What arrived (" + total + (total == 1 ? " request" : " requests") + omitted + "):\n"
                + latest.stream().skip(left).map(RequestLog::line).collect(Collectors.joining("\n"));
    }

    private static String line(Entry entry) {
        return "  " + TIME.format(entry.request.receivedAt()) + " " + entry.request + " -> " + entry.answer;
    }

    private void trim() {
        while (latest.size() > kept) {
            latest.removeFirst();
        }
    }
}
