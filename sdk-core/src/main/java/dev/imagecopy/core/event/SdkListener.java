package dev.imagecopy.core.event;

/**
 * Observes a client. By default, every method does nothing; override the ones you are interested in. For one call the order is
 * {@link #callStarted}, then for each attempt {@link #attemptFinished} and, if the call is retried, {@link #retryDecided}, then
 * {@link #callFinished}. All of them carry the same {@code callId}, which tells concurrent calls apart.
 *
 * <p>Rules for implementations: be quick, never block and never throw (what a listener throws is logged and otherwise ignored).
 * Methods run on the thread that makes the call, and concurrently. They must not wait for the client that they observe: a
 * {@code poll()} from within the same poll is rejected. No event contains a secret.
 */
public interface SdkListener {

    /** A listener that does nothing. */
    SdkListener NONE = new SdkListener() {};

    /**
     * A call started; nothing has been sent yet.
     *
     * @param event the call
     */
    default void callStarted(CallStarted event) {}

    /**
     * One exchange with the service ended, with or without a response.
     *
     * @param event the attempt
     */
    default void attemptFinished(AttemptFinished event) {}

    /**
     * A failed attempt will be followed by another.
     *
     * @param event the decision
     */
    default void retryDecided(RetryDecided event) {}

    /**
     * A call ended.
     *
     * @param event the call and how it ended
     */
    default void callFinished(CallFinished event) {}

    /**
     * A poll of an operation succeeded.
     *
     * @param event the operation and what is now known about it
     */
    default void polled(Polled event) {}

    /**
     * A poll of an operation failed; the wait continues.
     *
     * @param event the operation and why the poll failed
     */
    default void pollFailed(PollFailed event) {}

    /**
     * The state of an operation changed.
     *
     * @param event the change
     */
    default void stateChanged(StateChanged event) {}

    /**
     * A client that looks for credentials in several places has found some. If one place is itself a list of places, the more
     * precise one is told first.
     *
     * @param event the place
     */
    default void credentialsFound(CredentialsFound event) {}

    /**
     * Stale credentials were discarded because the service refused them, and new ones are fetched.
     *
     * @param event the call that was refused
     */
    default void credentialsRefreshed(CredentialsRefreshed event) {}
}
