package dev.imagecopy.cli;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The four simulators in the process of the test, whose oracles count the copies of programs in other processes. */
public final class SimulatedClouds implements AutoCloseable {
    private final Simulators simulators = Simulators.start();

    public AlibabaEcsSimulator alibaba() {
        return simulators.alibaba();
    }

    public HuaweiImsSimulator huawei() {
        return simulators.huawei();
    }

    public YandexDesktopSimulator yandex() {
        return simulators.yandex();
    }

    public ServiceFabricSimulator serviceFabric() {
        return simulators.serviceFabric();
    }

    private Stream<Simulator> all() {
        return Stream.of(simulators.serviceFabric(), simulators.huawei(), simulators.yandex(), simulators.alibaba());
    }

    /** The option of the command line with which a program uses them. */
    public String option() {
        return "--simulate="
                + all().map(simulator -> String.valueOf(simulator.endpoint().getPort()))
                        .collect(Collectors.joining(","));
    }

    public void script(Timeline timeline) {
        all().forEach(simulator -> simulator.script(timeline));
    }

    /** How many copies were executed so far. */
    public int copies() {
        return all().mapToInt(simulator -> simulator.copies().size()).sum();
    }

    /** Fails if any of them has received a request. */
    public void assertNothingArrived() {
        all().forEach(simulator -> simulator.assertCalls());
    }

    public void assertNothingCopiedTwice() {
        all().forEach(Simulator::assertNothingCopiedTwice);
    }

    /** Writes a plan with a copy on each cloud, all of one name. */
    public static Path plan(Path folder, String name) {
        return write(
                folder.resolve(name + ".yaml"),
                """
                version: 1
                accounts:
                  ali: {cloud: alibaba, region: cn-hangzhou}
                  huawei: {cloud: huawei, region: eu-west-101, projectId: %s}
                  yandex: {cloud: yandex, folderId: %s}
                  fabric: {cloud: servicefabric, endpoint: "https://cluster.example.com:19080"}
                images:
                  - name: %s
                    targets:
                      - {account: ali, imageId: %s, region: cn-shanghai}
                      - {account: huawei, imageId: %s}
                      - {account: yandex, imageId: %s}
                      - {account: fabric, remoteSource: '%s', remoteDestination: 'CalcApp\\%s'}
                """
                        .formatted(
                                HuaweiImsSimulator.PROJECT_ID,
                                YandexDesktopSimulator.FOLDER,
                                name,
                                AlibabaEcsSimulator.SOURCE_IMAGE,
                                HuaweiImsSimulator.SOURCE_IMAGE,
                                YandexDesktopSimulator.SOURCE_IMAGE,
                                ServiceFabricSimulator.SOURCE_FOLDER,
                                name));
    }

    /** Writes a plan for one cloud: accounts and targets in the flow style of YAML. */
    public static Path plan(Path folder, String name, String account, String... targets) {
        return write(
                folder.resolve(name + ".yaml"),
                "version: 1\naccounts:\n  one: {" + account + "}\nimages:\n  - name: " + name + "\n    targets:\n"
                        + List.of(targets).stream()
                                .map(target -> "      - {account: one, " + target + "}\n")
                                .collect(Collectors.joining()));
    }

    public static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        simulators.close();
    }
}
