package dev.imagecopy.examples.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryListenerTest {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private final CounterReader metrics = new CounterReader();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Collecting()))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();

    @BeforeEach
    void copyAnImage() throws Exception {
        Span job = telemetry.getTracer("test").spanBuilder("nightly job").startSpan();
        Callable<Boolean> copy = () -> {
            HinderedCopy.run(new OpenTelemetryListener(telemetry, Clock.systemUTC()));
            return true;
        };
        assertThat(Context.current().with(job).wrap(copy).call()).isTrue();
        job.end();
    }

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void callFinished_makesOneSpanForTheCallWithAllItsAttempts() {
        assertThat(named("AlibabaEcsClient.copyImage")).singleElement().satisfies(span -> {
            assertThat(span.getAttributes().get(AttributeKey.longKey("imagecopy.attempts")))
                    .isEqualTo(2);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void attemptFinished_makesAClientSpanForEachExchange() {
        assertThat(named("POST"))
                .filteredOn(
                        span -> "copyImage".equals(span.getAttributes().get(AttributeKey.stringKey("imagecopy.call"))))
                .allSatisfy(span -> assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT))
                .extracting(span -> span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .containsExactly(503L, 200L);
    }

    @Test
    void attemptFinished_whenTheServiceRefused_marksTheSpan() {
        assertThat(named("POST").get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void attemptFinished_belongsToItsCall() {
        SpanData call = named("AlibabaEcsClient.copyImage").get(0);

        assertThat(named("POST"))
                .filteredOn(
                        span -> "copyImage".equals(span.getAttributes().get(AttributeKey.stringKey("imagecopy.call"))))
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(call.getSpanId()));
    }

    @Test
    void callFinished_coversItsAttempts() {
        SpanData call = named("AlibabaEcsClient.copyImage").get(0);

        assertThat(call.getStartEpochNanos())
                .isLessThanOrEqualTo(named("POST").get(0).getStartEpochNanos());
    }

    @Test
    void spansOfABlockingCall_belongToTheCallersSpan() {
        String job = named("nightly job").get(0).getSpanId();

        assertThat(named("AlibabaEcsClient.copyImage").get(0).getParentSpanId()).isEqualTo(job);
    }

    @Test
    void retryDecided_countsTheRetryAndItsReason() {
        assertThat(metrics.sums("imagecopy.retries", "imagecopy.recovery")).isEqualTo(Map.of("TRANSIENT", 1L));
    }

    @Test
    void stateChanged_countsTheTransitions() {
        assertThat(metrics.sums("imagecopy.transitions", "imagecopy.state"))
                .isEqualTo(Map.of("RUNNING", 1L, "SUCCEEDED", 1L));
    }

    private List<SpanData> named(String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private final class Collecting implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
