package dev.imagecopy.verification.schedules;

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
import java.util.function.Consumer;

/** Hands every event of a client to one place. */
public record Overhearing(Consumer<Object> events) implements SdkListener {
    @Override
    public void callStarted(CallStarted event) {
        events.accept(event);
    }

    @Override
    public void attemptFinished(AttemptFinished event) {
        events.accept(event);
    }

    @Override
    public void retryDecided(RetryDecided event) {
        events.accept(event);
    }

    @Override
    public void callFinished(CallFinished event) {
        events.accept(event);
    }

    @Override
    public void polled(Polled event) {
        events.accept(event);
    }

    @Override
    public void pollFailed(PollFailed event) {
        events.accept(event);
    }

    @Override
    public void stateChanged(StateChanged event) {
        events.accept(event);
    }

    @Override
    public void credentialsFound(CredentialsFound event) {
        events.accept(event);
    }

    @Override
    public void credentialsRefreshed(CredentialsRefreshed event) {
        events.accept(event);
    }
}
