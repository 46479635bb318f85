package dev.imagecopy.core.spi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When the first byte of an operation was sent, not counting attempts that the service certainly did not execute. What began
 * before that cannot be the operation's, no matter how long credentials, interceptors or other copies delayed it.
 *
 * <p>In the process that sent it, the monotonic clock measures its age. The service's clock is learned from the responses to
 * later calls, or estimated from an earlier one, and is part of the resume token, since it is the only one that another process
 * can rely on.
 */
public final class FirstByte {
    private volatile boolean sent;
    private volatile long sentAt;
    private volatile Optional<Instant> serviceTime;
    private volatile boolean estimated;
    private volatile boolean repeated;

    /** Creates an instance for an operation of which nothing was sent. */
    public FirstByte() {
        this(Optional.empty());
    }

    /** @param serviceTime when it was sent from another process, by the service's clock; empty if unknown */
    FirstByte(Optional<Instant> serviceTime) {
        this.serviceTime = serviceTime;
    }

    /**
     * Notes that an attempt is sent, unless an earlier one may have been executed.
     *
     * @param now the monotonic clock
     * @return whether it is the first
     */
    public boolean isSent(long now) {
        if (sent) {
            return false;
        }
        sentAt = now;
        sent = true;
        return true;
    }

    /**
     * Notes that the first attempt is sent only now, since it had to wait for a connection.
     *
     * @param now the monotonic clock
     */
    public void isSentOnlyNow(long now) {
        sentAt = now;
    }

    /** Notes that the service has certainly not executed what was sent so far. */
    public void wasNotExecuted() {
        sent = false;
    }

    /** Notes the service's time just before anything is sent, which counts until a response shows it more precisely. */
    void isSentAfter(Instant serviceNow) {
        if (!sent && serviceTime.isEmpty()) {
            serviceTime = Optional.of(serviceNow);
            estimated = true;
        }
    }

    /**
     * Takes over when another process sent the same operation, which the service may still execute.
     *
     * @param other the mark of that process
     */
    public void wasSentBy(FirstByte other) {
        serviceTime = other.serviceTime;
        repeated = serviceTime.isPresent();
    }

    /**
     * Learns the service's clock from a response to a later call.
     *
     * @param nanos the monotonic clock when the service said so
     */
    void learn(Optional<Instant> serviceNow, long nanos) {
        if (sent && (serviceTime.isEmpty() || estimated) && serviceNow.isPresent()) {
            serviceTime = serviceNow.map(now -> now.minusNanos(nanos - sentAt));
            estimated = false;
        }
    }

    /** Learns, in another process than the one that sent it, when the service began to work on the operation. */
    void learnStart(Optional<Instant> began) {
        if (!sent && serviceTime.isEmpty()) {
            serviceTime = began.map(start -> start.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /**
     * Returns when it was sent, by the service's clock.
     *
     * @param serviceNow the service's time
     * @param nanos the monotonic clock at that time
     * @return up to a second before the actual time, since the service's has whole seconds; empty if unknown
     */
    Optional<Instant> serviceTime(Instant serviceNow, long nanos) {
        // If another process sent it first, the service's time of that counts.
        return sent && !repeated ? Optional.of(serviceNow.minusNanos(nanos - sentAt)) : serviceTime;
    }

    /**
     * Returns when it was sent, by the service's clock, as far as that was learned.
     *
     * @return the time for the resume token; empty if unknown
     */
    public Optional<Instant> serviceTime() {
        return serviceTime;
    }
}
