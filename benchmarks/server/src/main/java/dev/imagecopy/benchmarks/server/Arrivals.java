package dev.imagecopy.benchmarks.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what arrives. {@code GET /arrivals} asks for it over the wire. */
public final class Arrivals {
    private final AtomicLong copies = new AtomicLong();
    private final LongAdder polls = new LongAdder();
    private final LongAdder connections = new LongAdder();

    /** Begins at nothing. */
    public Arrivals() {}

    long nextCopy() {
        return copies.incrementAndGet();
    }

    void polled() {
        polls.increment();
    }

    void connected() {
        connections.increment();
    }

    /**
     * Returns the number of copies asked for.
     *
     * @return the requests that arrived
     */
    public long copies() {
        return copies.get();
    }

    /**
     * Returns the number of status queries.
     *
     * @return the requests that arrived
     */
    public long polls() {
        return polls.sum();
    }

    /**
     * Returns the number of connections.
     *
     * @return the connections that were opened
     */
    public long connections() {
        return connections.sum();
    }

    @Override
    public String toString() {
        return "{\"copies\":" + copies() + ",\"polls\":" + polls() + ",\"connections\":" + connections() + "}";
    }
}
