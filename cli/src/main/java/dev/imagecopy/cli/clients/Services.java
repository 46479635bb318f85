package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the clients of a run talk to: the clouds, simulators in this process, or simulators in another one. */
public final class Services implements AutoCloseable {
    /** Simulated copies take seconds. */
    private static final Duration SIMULATED_INTERVAL = Duration.ofMillis(400);

    private static final Timeline IN_PROCESS =
            Timeline.lasting(Duration.ofSeconds(4)).queuedFor(Duration.ofMillis(500));

    private final @Nullable Endpoints endpoints;
    private final @Nullable Simulators own;
    private final String ports;

    private Services(@Nullable Endpoints endpoints, @Nullable Simulators own, String ports) {
        this.endpoints = endpoints;
        this.own = own;
        this.ports = ports;
    }

    /** The clouds. */
    public static Services real() {
        return new Services(null, null, "");
    }

    /** Simulators that live as long as the result is open. */
    public static Services inProcess() {
        Simulators simulators = Simulators.start();
        Map<Cloud, Simulator> all = simulators(simulators);
        all.values().forEach(simulator -> simulator.script(IN_PROCESS));
        Map<Cloud, URI> addresses = all.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().endpoint()));
        return new Services(new Endpoints(addresses), simulators, "");
    }

    /**
     * The simulators of a running {@code imagecopy simulate} on this machine.
     *
     * @param ports the four ports, in its order
     */
    public static Services atPorts(List<Integer> ports) {
        boolean row = true;
        for (int i = 1; i < ports.size(); i++) {
            row &= ports.get(i) == ports.get(0) + i;
        }
        String text = row
                ? ports.get(0).toString()
                : ports.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new Services(Endpoints.atPorts(ports), null, text);
    }

    /**
     * Returns the simulators by cloud.
     *
     * @param simulators all four
     */
    public static Map<Cloud, Simulator> simulators(Simulators simulators) {
        return Map.of(
                Cloud.SERVICE_FABRIC, simulators.serviceFabric(),
                Cloud.HUAWEI, simulators.huawei(),
                Cloud.YANDEX, simulators.yandex(),
                Cloud.ALIBABA, simulators.alibaba());
    }

    /** Returns whether they end with this process, so that a later one finds nothing of its copies. */
    public boolean areTransient() {
        return own != null;
    }

    /** Returns the ports of simulators in another process, as {@code --simulate} takes them; empty if there are none. */
    public Optional<String> ports() {
        return Optional.of(ports).filter(text -> !text.isEmpty());
    }

    /**
     * Puts what a plan copies into the simulators of this process, if there are any.
     *
     * @param plan the plan
     */
    public void prepare(Plan plan) {
        if (own != null) {
            new SeedImages(own).plant(plan);
        }
    }

    /** Returns when copies that are in progress are polled. */
    public PollPolicy pollPolicy() {
        PollPolicy standard = PollPolicy.standard();
        return endpoints == null
                ? standard
                : standard.toBuilder()
                        .initialDelay(SIMULATED_INTERVAL)
                        .minInterval(SIMULATED_INTERVAL)
                        .maxInterval(SIMULATED_INTERVAL)
                        .build();
    }

    /** The simulators' addresses; empty for the clouds. */
    Optional<Endpoints> simulated() {
        return Optional.ofNullable(endpoints);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
