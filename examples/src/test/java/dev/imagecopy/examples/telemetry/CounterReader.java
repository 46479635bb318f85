package dev.imagecopy.examples.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the counters of an OpenTelemetry SDK. */
final class CounterReader implements MetricReader {
    private CollectionRegistration registration = CollectionRegistration.noop();

    /** The sum of a counter for each value of an attribute. */
    Map<String, Long> sums(String counter, String attribute) {
        return registration.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(counter))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .collect(Collectors.groupingBy(
                        point -> String.valueOf(point.getAttributes().get(AttributeKey.stringKey(attribute))),
                        Collectors.summingLong(LongPointData::getValue)));
    }

    @Override
    public void register(CollectionRegistration given) {
        registration = given;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
