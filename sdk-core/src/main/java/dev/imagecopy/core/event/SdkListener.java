package dev.imagecopy.core.event;

/**
 * Observes a client. Every method does nothing by default; override those of interest. For one call the order is
 * {@link #callStarted}, then for each attempt {@link #attemptFinished} and, if it is repeated, {@link #retryDecided}, then
 * {@link #callFinished}. All of them carry the same {@code callId}, by which calls at the same time can be told apart.
 *
 * <p>Rules for implementations: be quick, never block and never throw (a listener that throws is logged and otherwise
 * ignored). Methods run on whichever thread makes the call, several at a time. They must not wait for the client that
 * they observe: a {@code poll()} from within the same poll is refused. No event holds a secret.
 */
public interface SdkListener {

    /** A listener that does nothing. */
    SdkListener NONE = new SdkListener() {};

    /**
     * A call begins; nothing was sent yet.
     *
     * @param event the call
     */
    default void callStarted(CallStarted event) {}

    /**
     * One exchange with the service ended, with an answer or without.
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
     * An operation was asked for and answered.
     *
     * @param event what was seen
     */
    default void polled(Polled event) {}

    /**
     * An operation was asked for in vain; the wait goes on.
     *
     * @param event what failed
     */
    default void pollFailed(PollFailed event) {}

    /**
     * An operation went from one state to another.
     *
     * @param event the change
     */
    default void stateChanged(StateChanged event) {}

    /**
     * Stale credentials were dropped after the service refused them; new ones follow.
     *
     * @param event whose credentials
     */
    default void credentialsRefreshed(CredentialsRefreshed event) {}
}
