package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.CredentialsRefreshed;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the client's listener, and the exceptions of a call, are told about it. A time source that fails when an end is reported
 * does not change that end. Safe for use by multiple threads.
 */
final class CallReport {
    private final ClientContext<?> context;
    private final ApiCall<?, ?> call;
    private final CallOwner owner;
    private final RetryState retries;
    private final CallClock clock;
    private final long id;

    CallReport(
            ClientContext<?> context,
            ApiCall<?, ?> call,
            CallOwner owner,
            RetryState retries,
            CallClock clock,
            long id) {
        this.context = context;
        this.call = call;
        this.owner = owner;
        this.retries = retries;
        this.clock = clock;
        this.id = id;
    }

    /** Of the call, in events and for interceptors. */
    long id() {
        return id;
    }

    private Events events() {
        return context.events();
    }

    void started() {
        if (events().isObserved()) {
            events().callStarted(new CallStarted(id, context.clientName(), call.name()));
        }
    }

    void attemptFinished(HttpRequest request, OptionalInt status, Optional<String> requestId) {
        if (events().isObserved()) {
            try {
                events().attemptFinished(new AttemptFinished(
                        id,
                        context.clientName(),
                        call.name(),
                        retries.attempts(),
                        new AttemptFinished.Target(request.method(), shownHost(request), shownPath(request)),
                        new AttemptFinished.Response(status, requestId),
                        clock.attemptElapsed()));
            } catch (RuntimeException | Error e) {
                Events.callbackThrew("Reporting the end of an attempt", e);
            }
        }
    }

    void credentialsRefreshed() {
        events().credentialsRefreshed(new CredentialsRefreshed(id, context.clientName(), call.name()));
    }

    void retryDecided(Duration delay, Recovery recovery, SdkException error) {
        events().retryDecided(new RetryDecided(
                id, context.clientName(), call.name(), retries.attempts(), delay, recovery, error));
    }

    void finished(@Nullable Throwable error) {
        if (events().isObserved()) {
            try {
                events().callFinished(new CallFinished(
                        id,
                        context.clientName(),
                        call.name(),
                        retries.attempts(),
                        clock.elapsed(),
                        Optional.ofNullable(error)));
            } catch (RuntimeException | Error e) {
                Events.callbackThrew("Reporting the end of a call", e);
            }
        }
    }

    /**
     * @param route the service's name for messages, as long as its address is not known
     * @param note why it is not retried; empty if that goes without saying
     * @param sentId the request id that the client chose; empty if there is none
     */
    ErrorContext errorContext(HttpRequest request, String route, boolean retryable, String note, String sentId) {
        return new ErrorContext(
                context.clientName() + "." + owner.method(call),
                request.method() + " "
                        + (AwaitedAddress.isPlaceholder(request.uri())
                                ? "[address of " + route + "]"
                                : shownHost(request))
                        + shownPath(request),
                new ErrorContext.Attempts(retries.attempts(), retries.maxAttempts(), retries.repairs()),
                retryable,
                note,
                sentId);
    }

    private String shownHost(HttpRequest request) {
        return call.isAddressHidden()
                ? "[address of a setting]"
                : String.valueOf(request.uri().getRawAuthority());
    }

    private String shownPath(HttpRequest request) {
        return call.isAddressHidden() ? "" : request.shownPath();
    }
}
