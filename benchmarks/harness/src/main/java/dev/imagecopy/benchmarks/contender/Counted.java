package dev.imagecopy.benchmarks.contender;

import java.util.Locale;

/**
 * A number of exchanges on one thread, and the bytes that all threads allocated for each. Other than {@link Steady} it counts
 * exchanges, not time: with a compiler that removes no allocation ({@code -XX:TieredStopAtLevel=1}) the result repeats.
 */
final class Counted {
    private final Contender contender;
    private final Object copy;
    private final Allocation allocation = new Allocation();

    private Counted(Contender contender) throws Exception {
        this.contender = contender;
        this.copy = contender.copy();
    }

    /**
     * Arguments from the fifth on: exchanges of warming up, exchanges that count, kinds ({@code poll}, {@code copy}). Polls go
     * first: a client that asks for all its copies at once shall have one of them.
     */
    static void run(Contender contender, String[] arguments) throws Exception {
        Counted counted = new Counted(contender);
        int warmUp = Integer.parseInt(arguments[4]);
        int measured = Integer.parseInt(arguments[5]);
        for (int i = 6; i < arguments.length; i++) {
            boolean poll = arguments[i].equals("poll");
            counted.exchanges(poll, warmUp);
            double bytes = counted.exchanges(poll, measured);
            System.out.printf(Locale.ROOT, "{\"kind\":\"%s\",\"bytes\":%.1f}%n", arguments[i], bytes / measured);
        }
    }

    private long exchanges(boolean poll, int count) throws Exception {
        allocation.bytes();
        for (int i = 0; i < count; i++) {
            if (poll) {
                contender.poll(copy);
            } else {
                contender.copy();
            }
        }
        return allocation.bytes();
    }
}
