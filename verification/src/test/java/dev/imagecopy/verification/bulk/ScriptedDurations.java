package dev.imagecopy.verification.bulk;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Leads to a simulator and gives each copy that is asked for a duration of its own, 20 to 60 minutes. */
final class ScriptedDurations implements HttpTransport {
    private static final long LEAST = Duration.ofMinutes(20).toNanos();
    private static final long MOST = Duration.ofMinutes(60).toNanos();

    private final Simulator simulator;
    private final HttpTransport transport;
    private final Predicate<HttpRequest> isCopy;
    private final Random random;
    private final List<Duration> durations = new ArrayList<>();

    ScriptedDurations(Simulator simulator, Predicate<HttpRequest> isCopy, long seed) {
        this.simulator = simulator;
        this.transport = simulator.transport();
        this.isCopy = isCopy;
        this.random = new Random(seed);
    }

    /** What the copies were given, in the order in which they were asked for. */
    List<Duration> durations() {
        return durations;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        throw new UnsupportedOperationException("nobody waits in this run");
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        if (isCopy.test(request)) {
            Duration duration = Duration.ofNanos(LEAST + (long) (random.nextDouble() * (MOST - LEAST)));
            durations.add(duration);
            simulator.script(Timeline.lasting(duration));
        }
        return transport.sendAsync(request, timeout);
    }

    @Override
    public void close() {
        transport.close();
    }
}
