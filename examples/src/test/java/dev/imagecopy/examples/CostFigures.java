package dev.imagecopy.examples;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What this SDK costs beside the network, in words, from the benchmark report. */
final class CostFigures {
    private static final List<String> CLOUDS = List.of("HUAWEI", "ALIBABA", "YANDEX", "FABRIC");
    private static final String CPU = "CPU per exchange but for the compilers', µs";
    private static final String SECURE_CPU = CPU + " over HTTPS";
    private static final List<String> KEPT = List.of("ALIBABA", "YANDEX");
    private static final List<String> FRESH = List.of("HUAWEI", "FABRIC");
    private static final String BYTES = "Allocation per exchange, bytes";
    private static final int COPY = 2;
    private static final int POLL = 8;

    private final BenchmarkReport report;

    CostFigures(BenchmarkReport report) {
        this.report = report;
    }

    /** One paragraph, a line for each sentence. */
    String paragraph() {
        return String.join(
                "\n",
                "Beside the service and the network, a copy costs " + range("ours", CPU, COPY, CostFigures::millis)
                        + " ms of CPU time (but for the JVM's compilers) and "
                        + range("ours", BYTES, COPY, CostFigures::kilobytes)
                        + " KB of allocation,",
                "and a status call " + range("ours", CPU, POLL, CostFigures::millis) + " ms and "
                        + range("ours", BYTES, POLL, CostFigures::kilobytes)
                        + " KB (one thread, plain HTTP, a server on the same machine; the cheapest to the dearest service).",
                "Over HTTPS the copy costs " + range(KEPT, "ours", SECURE_CPU, COPY, CostFigures::millis)
                        + " ms on a connection that is kept (Alibaba, Yandex), and "
                        + range(FRESH, "ours", SECURE_CPU, COPY, CostFigures::millis),
                "ms with a TLS handshake of its own (Huawei, Service Fabric).",
                "The first call of a process has its answer after "
                        + range("ours", "Start", COPY, UnaryOperator.identity())
                        + " ms; with a",
                "client written by hand with OkHttp and Jackson it is "
                        + byHand()
                        + " ms. A Huawei copy that waits takes " + report.waitingBytes()
                        + " bytes of heap beyond its request and id, an Alibaba copy "
                        + report.goal("waiting copies, heap each", "[0-9]+ on ALIBABA") + ".",
                "As of the [report](../benchmarks/report/README.md) of " + report.measured() + ".");
    }

    /** Of the client that makes the same first exchanges: on Service Fabric it opens two connections. */
    private String byHand() {
        return leastToMost(CLOUDS.stream()
                .map(cloud -> report.number("Start", cloud, cloud.equals("FABRIC") ? "raw-fresh" : "raw", COPY))
                .toList());
    }

    private String range(String contender, String section, int column, UnaryOperator<String> unit) {
        return range(CLOUDS, contender, section, column, unit);
    }

    private String range(
            List<String> clouds, String contender, String section, int column, UnaryOperator<String> unit) {
        return leastToMost(clouds.stream()
                .map(cloud -> report.number(section, cloud, contender, column))
                .map(unit)
                .toList());
    }

    private static String leastToMost(List<String> all) {
        List<String> values = all.stream()
                .sorted((one, other) -> Double.compare(Double.parseDouble(one), Double.parseDouble(other)))
                .toList();
        String least = values.get(0);
        String most = values.get(values.size() - 1);
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String millis(String micros) {
        return String.format(Locale.ROOT, "%.2f", Double.parseDouble(micros) / 1000);
    }

    private static String kilobytes(String bytes) {
        return String.format(Locale.ROOT, "%.0f", Double.parseDouble(bytes) / 1000);
    }
}
