package dev.imagecopy.core.internal;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application's listener and the log. INFO holds the life of operations, WARN what a person should look at, DEBUG
 * each call and attempt. A listener that throws is logged and otherwise ignored.
 */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger("dev.imagecopy");

    private final SdkListener listener;
    private final AtomicLong callIds;

    /** Calls are numbered from a random number on, so that a listener of several clients hears no number twice. */
    Events(SdkListener listener, long firstCallId) {
        this.listener = listener;
        this.callIds = new AtomicLong(firstCallId);
    }

    long nextCallId() {
        return callIds.getAndIncrement();
    }

    /** Whether anybody looks: events that nobody sees are not worth making. */
    boolean isObserved() {
        return listener != SdkListener.NONE || LOG.isDebugEnabled();
    }

    void callStarted(CallStarted event) {
        tell(event);
    }

    void attemptFinished(AttemptFinished event) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}.{} {} attempt {}: {} {}{} -> {} in {} ms{}",
                    event.client(),
                    event.operation(),
                    shown(event.callId()),
                    event.attempt(),
                    event.method(),
                    event.host(),
                    event.path(),
                    event.status().isPresent() ? String.valueOf(event.status().getAsInt()) : "no answer",
                    event.duration().toMillis(),
                    event.requestId().isPresent()
                            ? ", request-id " + event.requestId().get()
                            : "");
        }
        tell(event);
    }

    void retryDecided(RetryDecided event) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}.{} {} attempt {} failed, again in {} ms ({}): {}",
                    event.client(),
                    event.operation(),
                    shown(event.callId()),
                    event.attempt(),
                    event.delay().toMillis(),
                    event.recovery(),
                    event.error().getMessage());
        }
        tell(event);
    }

    void callFinished(CallFinished event) {
        tell(event);
    }

    void polled(Polled event) {
        tell(event);
    }

    void pollFailed(PollFailed event) {
        if (event.inARow() == 3) {
            LOG.warn(
                    "{} {} {}: 3 polls in a row failed, the wait goes on: {}",
                    event.client(),
                    event.kind(),
                    event.operationId(),
                    event.error().getMessage());
        }
        tell(event);
    }

    void stateChanged(StateChanged event) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {}: {} -> {} ({})",
                    event.client(),
                    event.kind(),
                    event.operationId(),
                    event.from(),
                    event.to(),
                    Redactor.oneLine(event.providerStatus()));
        }
        tell(event);
    }

    void credentialsRefreshed(CredentialsRefreshed event) {
        LOG.info(
                "{}.{} {}: credentials were refused as stale and are fetched anew",
                event.client(),
                event.operation(),
                shown(event.callId()));
        tell(event);
    }

    /** For callbacks of the application that threw: they never disturb the engine. */
    static void callbackThrew(String what, Throwable thrown) {
        LOG.warn("{} threw {}; it is ignored", what, thrown.getClass().getName());
    }

    private static String shown(long callId) {
        return "call-" + Long.toHexString(callId);
    }

    /** Any throwable: what a listener lacks or asserts must not end a call whose answer is on its way. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private void tell(Record event) {
        if (listener == SdkListener.NONE) {
            return;
        }
        try {
            hand(event);
        } catch (Throwable e) {
            callbackThrew("The SdkListener", e);
        }
    }

    private void hand(Record event) {
        if (event instanceof CallStarted e) {
            listener.callStarted(e);
        } else if (event instanceof AttemptFinished e) {
            listener.attemptFinished(e);
        } else if (event instanceof RetryDecided e) {
            listener.retryDecided(e);
        } else if (event instanceof CallFinished e) {
            listener.callFinished(e);
        } else if (event instanceof Polled e) {
            listener.polled(e);
        } else if (event instanceof PollFailed e) {
            listener.pollFailed(e);
        } else if (event instanceof StateChanged e) {
            listener.stateChanged(e);
        } else {
            listener.credentialsRefreshed((CredentialsRefreshed) event); // an unknown kind is a bug that the log shows
        }
    }
}
