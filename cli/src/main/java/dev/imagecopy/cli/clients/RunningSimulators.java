package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.output.Listing;
import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.StartOptions;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The simulators of {@code imagecopy simulate}. */
public final class RunningSimulators implements AutoCloseable {
    private final Map<Cloud, Simulator> all = new LinkedHashMap<>();

    private RunningSimulators() {}

    /**
     * Starts them.
     *
     * @param ports the first port of four in a row, or all four; 0 for a free one
     * @param copyTime how long a copy takes
     * @throws RefusedException if a port is taken
     */
    public static RunningSimulators start(List<Integer> ports, Duration copyTime) {
        RunningSimulators simulators = new RunningSimulators();
        try {
            simulators.add(Cloud.SERVICE_FABRIC, ServiceFabricSimulator::start, ports);
            simulators.add(Cloud.HUAWEI, HuaweiImsSimulator::start, ports);
            simulators.add(Cloud.YANDEX, YandexDesktopSimulator::start, ports);
            simulators.add(Cloud.ALIBABA, AlibabaEcsSimulator::start, ports);
        } catch (UncheckedIOException e) {
            simulators.close();
            throw new RefusedException(String.valueOf(e.getMessage()), "Choose other ports with --ports");
        }
        simulators.all.values().forEach(simulator -> simulator.script(Timeline.lasting(copyTime)));
        return simulators;
    }

    private void add(Cloud cloud, Function<StartOptions, Simulator> start, List<Integer> ports) {
        int place = all.size();
        int port = ports.size() > 1 ? ports.get(place) : ports.get(0) == 0 ? 0 : ports.get(0) + place;
        all.put(cloud, start.apply(StartOptions.defaults().port(port)));
    }

    /** Returns what {@code --simulate} takes to use them. */
    public String option() {
        List<Integer> ports = new ArrayList<>();
        all.values().forEach(simulator -> ports.add(simulator.endpoint().getPort()));
        for (int i = 1; i < ports.size(); i++) {
            if (ports.get(i) != ports.get(0) + i) {
                return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
            }
        }
        return ports.get(0).toString();
    }

    /** Returns their addresses and an image to copy from each. */
    public Listing description() {
        Map<Cloud, List<String>> sources = Map.of(
                Cloud.SERVICE_FABRIC, List.of("", ServiceFabricSimulator.SOURCE_FOLDER),
                Cloud.HUAWEI, List.of(HuaweiImsSimulator.REGION, HuaweiImsSimulator.SOURCE_IMAGE),
                Cloud.YANDEX, List.of("", YandexDesktopSimulator.SOURCE_IMAGE),
                Cloud.ALIBABA, List.of(AlibabaEcsSimulator.SOURCE_REGION, AlibabaEcsSimulator.SOURCE_IMAGE));
        List<List<String>> rows = new ArrayList<>();
        all.forEach((cloud, simulator) -> {
            List<String> source = sources.getOrDefault(cloud, List.of("", ""));
            rows.add(List.of(cloud.id(), simulator.endpoint().toString(), source.get(0), source.get(1)));
        });
        return new Listing("simulators", List.of("cloud", "address", "region", "source"), rows);
    }

    /** Returns how many copies were executed so far, and how many of them more than once. */
    public String oracle() {
        String counts = all.entrySet().stream()
                .map(entry ->
                        entry.getKey().id() + " " + entry.getValue().copies().size())
                .collect(Collectors.joining(", "));
        long copies = all.values().stream()
                .mapToLong(simulator -> simulator.copies().size())
                .sum();
        return "copies executed: " + copies + " (" + counts + "), twice: " + copiedTwice();
    }

    /** Returns how many copies were executed more than once. */
    public long copiedTwice() {
        return all.values().stream()
                .flatMap(simulator -> simulator.executions().values().stream())
                .filter(times -> times > 1)
                .count();
    }

    @Override
    public void close() {
        all.values().forEach(Simulator::close);
    }
}
