package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it stands, against the four simulators. */
class NightlyPromotionTest {
    private static final int IMAGES = 30;
    private static final int LINES = 60;
    private static final Duration BOUND = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final Simulators services = Simulators.start();

    @BeforeEach
    void script() {
        all().forEach(service -> service.script(Timeline.lasting(Duration.ofMillis(200))));
    }

    @AfterEach
    void close() {
        services.close();
    }

    private List<Simulator> all() {
        return List.of(services.alibaba(), services.huawei(), services.yandex(), services.serviceFabric());
    }

    private List<String> addresses() {
        return all().stream().map(service -> service.endpoint().toString()).toList();
    }

    private Path file() {
        return folder.resolve("copies.jsonl");
    }

    private Process start(Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NightlyPromotionProcess.class.getName(),
                file().toString()));
        command.addAll(addresses());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private void assertEachCopiedOnce() {
        all().forEach(Simulator::assertNothingCopiedTwice);
        assertThat(all().stream().mapToInt(service -> service.copies().size()).sum())
                .isEqualTo(IMAGES);
    }

    @Test
    void program_isKilledHalfway_andStartedAgain() throws Exception {
        all().forEach(service -> service.script(Timeline.lasting(Duration.ofSeconds(3))));
        Process process = start(folder.resolve("killed.txt"));
        assertThat(services.huawei().awaitArrivals("copyImage", 5, BOUND)).isTrue();
        // Looks at all five: a copy of which the answer was lost is looked for over minutes of real time.
        int looks = services.huawei().arrivals("describeJob");
        assertThat(services.huawei().awaitArrivals("describeJob", looks + 20, BOUND))
                .isTrue();
        process.destroyForcibly().waitFor();

        CopyReport report = NightlyPromotionProcess.run(file(), addresses());
        assertThat(report.count(CopyStatus.SUCCEEDED) + report.count(CopyStatus.AMBIGUOUS))
                .isEqualTo(IMAGES);
        all().forEach(Simulator::assertNothingCopiedTwice);
    }

    /** The signal of Ctrl-C runs the same hooks. */
    @Test
    void program_isStoppedWithCtrlC_leavesItsCopies_andGoesOnWithThem() throws Exception {
        all().forEach(service -> service.script(Timeline.lasting(Duration.ofMinutes(10))));
        Path output = folder.resolve("stopped.txt");
        Process process = start(output);
        for (Simulator service : all()) {
            assertThat(service.awaitArrivals("copyImage", service == services.alibaba() ? 15 : 5, BOUND))
                    .isTrue();
        }
        process.destroy();
        assertThat(process.waitFor()).isNotZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("LEFT_RUNNING=");
        assertEachCopiedOnce();
    }

    @Test
    void program_promotesAll_andFindsThemTheNextTime() {
        assertThat(NightlyPromotionProcess.run(file(), addresses()).isComplete())
                .isTrue();
        assertEachCopiedOnce();
        assertThat(NightlyPromotionProcess.run(file(), addresses()).isComplete())
                .isTrue();
        assertEachCopiedOnce();
    }

    @Test
    void program_isShort() throws IOException {
        List<String> code = Files.readAllLines(
                        Path.of("src/main/java/dev/imagecopy/examples/NightlyPromotion.java"), StandardCharsets.UTF_8)
                .stream()
                .filter(line -> !line.matches("\\s*(\\*.*|/\\*.*|//.*|import .*|package .*)?"))
                .toList();
        assertThat(code).hasSizeLessThanOrEqualTo(LINES);
    }
}
