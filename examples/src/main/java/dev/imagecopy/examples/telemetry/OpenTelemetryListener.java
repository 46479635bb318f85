package dev.imagecopy.examples.telemetry;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.RetryDecided;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reports the calls of a client to OpenTelemetry: {@code HuaweiImsClient.builder().listener(new
 * OpenTelemetryListener(telemetry, Clock.systemUTC()))}. One listener can serve any number of clients.
 *
 * <ul>
 *   <li>a span for each call, including its retries and the waits between them, with a name like
 *       {@code HuaweiImsClient.copyImage};
 *   <li>within it a client span for each HTTP exchange, with the attributes of OpenTelemetry's HTTP conventions and the
 *       request id;
 *   <li>the counters {@code imagecopy.retries} and {@code imagecopy.transitions}.
 * </ul>
 *
 * <p>The parent of a call's span is the current span of the thread that makes the call. Attempts are assigned to their call by
 * its id, on whatever thread they run; their spans are created when they end, with the start time that follows from their
 * duration.
 */
public final class OpenTelemetryListener implements SdkListener {
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("imagecopy.client");
    private static final AttributeKey<String> CALL = AttributeKey.stringKey("imagecopy.call");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("imagecopy.attempts");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("imagecopy.request_id");
    private static final AttributeKey<String> RECOVERY = AttributeKey.stringKey("imagecopy.recovery");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("imagecopy.kind");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("imagecopy.state");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> RESENDS = AttributeKey.longKey("http.request.resend_count");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Tracer tracer;
    private final LongCounter retries;
    private final LongCounter transitions;
    private final Clock clock;
    private final Map<Long, Span> calls = new ConcurrentHashMap<>();

    public OpenTelemetryListener(OpenTelemetry telemetry, Clock clock) {
        Meter meter = telemetry.getMeter("dev.imagecopy");
        this.tracer = telemetry.getTracer("dev.imagecopy");
        this.retries = meter.counterBuilder("imagecopy.retries").build();
        this.transitions = meter.counterBuilder("imagecopy.transitions").build();
        this.clock = clock;
    }

    @Override
    public void callStarted(CallStarted event) {
        Span span = tracer.spanBuilder(event.client() + "." + event.call())
                .setStartTimestamp(clock.instant())
                .startSpan();
        calls.put(event.callId(), span);
    }

    @Override
    public void callFinished(CallFinished event) {
        Span span = callOf(event.callId());
        calls.remove(event.callId());
        span.setAttribute(ATTEMPTS, (long) event.attempts());
        event.error().ifPresent(error -> {
            span.recordException(error);
            span.setAttribute(ERROR, error.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        });
        span.end(clock.instant());
    }

    @Override
    public void attemptFinished(AttemptFinished event) {
        Instant end = clock.instant();
        Span span = tracer.spanBuilder(event.method())
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.current().with(callOf(event.callId())))
                .setStartTimestamp(end.minus(event.duration()))
                .startSpan();
        span.setAttribute(CLIENT, event.client());
        span.setAttribute(CALL, event.call());
        span.setAttribute(METHOD, event.method());
        URI server = URI.create("//" + event.host());
        span.setAttribute(HOST, server.getHost());
        if (server.getPort() > 0) {
            span.setAttribute(PORT, (long) server.getPort());
        }
        span.setAttribute(PATH, event.path());
        if (event.attempt() > 1) {
            span.setAttribute(RESENDS, event.attempt() - 1L);
        }
        event.requestId().ifPresent(id -> span.setAttribute(REQUEST_ID, id));
        event.status().ifPresent(status -> span.setAttribute(STATUS, (long) status));
        if (event.status().orElse(0) / 100 != 2) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }

    @Override
    public void retryDecided(RetryDecided event) {
        retries.add(
                1,
                Attributes.of(
                        CLIENT,
                        event.client(),
                        CALL,
                        event.call(),
                        RECOVERY,
                        event.recovery().name()));
    }

    @Override
    public void stateChanged(StateChanged event) {
        transitions.add(
                1,
                Attributes.of(
                        CLIENT,
                        event.client(),
                        KIND,
                        event.kind(),
                        STATE,
                        event.to().name()));
    }

    private Span callOf(long callId) {
        return calls.getOrDefault(callId, Span.getInvalid());
    }
}
