package dev.imagecopy.core.internal;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.CredentialsFound;
import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports events to the application's listener and the log: the life cycle of operations as INFO, what a person should look at
 * as WARN, each call and attempt as DEBUG. An exception from a listener is logged and otherwise ignored.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger("dev.imagecopy");

    private final SdkListener listener;
    private final AtomicLong callIds;

    /** Call ids start at a random number, so that a listener that several clients share never sees the same id twice. */
    public Events(SdkListener listener, long firstCallId) {
        this.listener = listener;
        this.callIds = new AtomicLong(firstCallId);
    }

    /** Numbers the next call. */
    public long nextCallId() {
        return callIds.getAndIncrement();
    }

    /** Returns whether there is a listener; without one, no event objects are created. */
    public boolean isObserved() {
        return listener != SdkListener.NONE || LOG.isDebugEnabled();
    }

    public void callStarted(CallStarted event) {
        tell(SdkListener::callStarted, event);
    }

    public void attemptFinished(AttemptFinished event) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}.{} {} attempt {}: {} {}{} -> {} in {} ms{}",
                    event.client(),
                    event.call(),
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
        tell(SdkListener::attemptFinished, event);
    }

    public void retryDecided(RetryDecided event) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}.{} {} attempt {} failed, again in {} ms ({}): {}",
                    event.client(),
                    event.call(),
                    shown(event.callId()),
                    event.attempt(),
                    event.delay().toMillis(),
                    event.recovery(),
                    event.error().getMessage());
        }
        tell(SdkListener::retryDecided, event);
    }

    public void callFinished(CallFinished event) {
        tell(SdkListener::callFinished, event);
    }

    public void polled(Polled event) {
        tell(SdkListener::polled, event);
    }

    public void pollFailed(PollFailed event) {
        if (event.inARow() == 3) {
            LOG.warn(
                    "{} {} {}: 3 polls in a row failed, the wait goes on: {}",
                    event.client(),
                    event.kind(),
                    event.operationId(),
                    event.error().getMessage());
        }
        tell(SdkListener::pollFailed, event);
    }

    public void stateChanged(StateChanged event) {
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
        tell(SdkListener::stateChanged, event);
    }

    public void credentialsFound(CredentialsFound event) {
        LOG.debug("{}: credentials come from {}", event.client(), event.source());
        tell(SdkListener::credentialsFound, event);
    }

    public void credentialsRefreshed(CredentialsRefreshed event) {
        LOG.info(
                "{}.{} {}: credentials were refused as stale and are fetched again",
                event.client(),
                event.call(),
                shown(event.callId()));
        tell(SdkListener::credentialsRefreshed, event);
    }

    /** Logs that application code threw an exception, which never affects the engine. */
    public static void callbackThrew(String what, Throwable thrown) {
        LOG.warn("{} threw {}; it is ignored", what, thrown.getClass().getName());
    }

    private static String shown(long callId) {
        return "call-" + Long.toHexString(callId);
    }

    /** Catches every throwable: a NoClassDefFoundError in a listener must not end a call that is in progress. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private <E> void tell(BiConsumer<SdkListener, E> method, E event) {
        if (listener == SdkListener.NONE) {
            return;
        }
        try {
            method.accept(listener, event);
        } catch (Throwable e) {
            callbackThrew("The SdkListener", e);
        }
    }
}
