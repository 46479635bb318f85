package dev.imagecopy.examples.telemetry;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Counts and times what a client does, in a Micrometer registry: {@code HuaweiImsClient.builder().listener(new
 * MicrometerListener(registry))}. One listener can serve any number of clients.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>tags, in addition to {@code client}</th></tr>
 * <tr><td>imagecopy.calls</td><td>timer</td><td>call, outcome (success, or the exception's name)</td></tr>
 * <tr><td>imagecopy.attempts</td><td>timer</td><td>call, status (the HTTP status, or none)</td></tr>
 * <tr><td>imagecopy.retries</td><td>counter</td><td>call, recovery (why it is retried)</td></tr>
 * <tr><td>imagecopy.polls</td><td>counter</td><td>kind, outcome (the state, or the exception's name)</td></tr>
 * <tr><td>imagecopy.transitions</td><td>counter</td><td>kind, to (the new state)</td></tr>
 * <tr><td>imagecopy.credentials.refreshed</td><td>counter</td><td>call</td></tr>
 * </table>
 *
 * <p>No tag contains an id, so the number of time series remains small, however many images are copied.
 */
public final class MicrometerListener implements SdkListener {
    private final MeterRegistry registry;

    public MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void callFinished(CallFinished event) {
        String outcome =
                event.error().map(error -> error.getClass().getSimpleName()).orElse("success");
        registry.timer("imagecopy.calls", "client", event.client(), "call", event.call(), "outcome", outcome)
                .record(event.duration());
    }

    @Override
    public void attemptFinished(AttemptFinished event) {
        String status =
                event.status().isPresent() ? String.valueOf(event.status().getAsInt()) : "none";
        registry.timer("imagecopy.attempts", "client", event.client(), "call", event.call(), "status", status)
                .record(event.duration());
    }

    @Override
    public void retryDecided(RetryDecided event) {
        String recovery = event.recovery().name();
        count("imagecopy.retries", event.client(), "call", event.call(), "recovery", recovery);
    }

    @Override
    public void polled(Polled event) {
        String state = event.snapshot().state().name();
        count("imagecopy.polls", event.client(), "kind", event.kind(), "outcome", state);
    }

    @Override
    public void pollFailed(PollFailed event) {
        String error = event.error().getClass().getSimpleName();
        count("imagecopy.polls", event.client(), "kind", event.kind(), "outcome", error);
    }

    @Override
    public void stateChanged(StateChanged event) {
        count(
                "imagecopy.transitions",
                event.client(),
                "kind",
                event.kind(),
                "to",
                event.to().name());
    }

    @Override
    public void credentialsRefreshed(CredentialsRefreshed event) {
        count("imagecopy.credentials.refreshed", event.client(), "call", event.call());
    }

    private void count(String name, String client, String... tags) {
        registry.counter(name, Tags.of("client", client).and(tags)).increment();
    }
}
