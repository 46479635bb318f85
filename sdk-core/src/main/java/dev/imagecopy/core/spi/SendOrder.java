package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How a request is queued by a transport that cannot send all requests at once: a tag of {@link HttpRequest}.
 *
 * @param urgency the priority of the request
 * @param account the account; requests of the same urgency are sent in turn for each account and address. May be empty
 * @param staysOpen whether the service answers only when its work is done. Such exchanges have a queue of their own, so that
 *     they never block others
 * @param direct whether the request must not go through a proxy
 * @param turnOrNull separates the time in the queue from that of the exchange; null if the timeout of the send covers both
 */
public record SendOrder(Urgency urgency, String account, boolean staysOpen, boolean direct, @Nullable Turn turnOrNull) {
    private static final SendOrder DEFAULT = new SendOrder(Urgency.READ, "");

    /** Creates the order of a request that is answered soon and whose timeout includes the time in the queue. */
    public SendOrder(Urgency urgency, String account) {
        this(urgency, account, false, false, null);
    }

    /**
     * Separates the time in the queue from the time of the exchange. Its methods are called one after another. What they throw
     * ends the exchange before anything is sent.
     */
    public interface Turn {
        /** Called when the request has to wait; returns how long it may wait in the queue. */
        Duration longestWait();

        /**
         * Called when a request that had to wait could be sent; brings it up to date. If the future is not complete, the
         * transport sends others meanwhile, and this request as soon as it is.
         *
         * @param queued the request as it was queued
         * @return a future of the request that is to be sent, which differs only in its headers
         */
        default CompletableFuture<HttpRequest> renewed(HttpRequest queued) {
            return CompletableFuture.completedFuture(queued);
        }

        /**
         * Called when a request that had to wait could be sent and is up to date: whether it may still be sent. Its slot is kept
         * meanwhile. A transport that queues must ask: otherwise {@link #comes} throws, unless the store answers at once.
         *
         * @return a future that completes as soon as an operation store has answered; if it fails, the exchange ends before anything
         *     is sent
         */
        default CompletableFuture<?> permitted() {
            return CompletableFuture.completedFuture(null);
        }

        /** Called when the request is about to be sent; returns how long its exchange may take. */
        Duration comes();
    }

    /**
     * Returns the order of a request.
     *
     * @param request the request
     * @return its tag, or by default that of a read without an account
     */
    public static SendOrder of(HttpRequest request) {
        return request.tag(SendOrder.class).orElse(DEFAULT);
    }
}
