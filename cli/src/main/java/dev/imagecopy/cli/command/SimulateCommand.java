package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.RunningSimulators;
import dev.imagecopy.cli.interrupt.Interruptions;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Runs the four simulators until Ctrl-C. */
final class SimulateCommand extends CliCommand {
    private static final int SIMULATORS = 4;
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--ports",
            split = ",",
            paramLabel = "PORT",
            description =
                    "The first of four ports in a row (default: ${DEFAULT-VALUE}), or all four, separated by commas: of"
                            + " Service Fabric, Huawei, Yandex and Alibaba. 0 takes a free one.",
            defaultValue = "8601")
    private List<Integer> ports = List.of();

    @Option(
            names = "--copy-time",
            paramLabel = "TIME",
            description = "How long a copy takes (default: ${DEFAULT-VALUE}).",
            defaultValue = "10s",
            converter = TimeSpan.class)
    private Duration copyTime = Duration.ofSeconds(10);

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        boolean valid = (ports.size() == 1 || ports.size() == SIMULATORS)
                && ports.stream().allMatch(port -> port >= 0 && port <= LAST_PORT);
        if (!valid || (ports.size() == 1 && ports.get(0) > LAST_PORT - SIMULATORS + 1)) {
            throw misuse(
                    "Invalid value for option '--ports': must be the first of four ports in a row, or all four, from 0 to "
                            + LAST_PORT);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Interruptions interruptions = Interruptions.listen(stopped::countDown);
        try (RunningSimulators simulators = RunningSimulators.start(ports, copyTime)) {
            output.listing(simulators.description());
            output.note("Use them with --simulate=" + simulators.option() + "; Ctrl-C ends them.");
            String last = simulators.oracle();
            while (!stopped.await(500, TimeUnit.MILLISECONDS)) {
                String now = simulators.oracle();
                if (!now.equals(last)) {
                    output.note(now);
                    last = now;
                }
            }
            output.note(simulators.oracle());
            return ExitCode.DONE;
        } finally {
            interruptions.close();
        }
    }
}
