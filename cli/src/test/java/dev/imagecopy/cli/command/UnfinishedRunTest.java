package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import dev.imagecopy.cli.store.PlanText;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before their copies, and what 'resume' takes up of them. */
class UnfinishedRunTest {
    @TempDir
    private Path folder;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final Terminal terminal = new Terminal();

    @AfterEach
    void close() {
        clouds.close();
    }

    private int run(String command, String... more) {
        return terminal.run(List.of(command, clouds.option(), "--store=" + folder.resolve("store")), more);
    }

    private String plan(String file, String name, String policy) throws IOException {
        Path plan = SimulatedClouds.plan(
                folder,
                file,
                "cloud: alibaba, region: cn-hangzhou",
                "imageId: " + AlibabaEcsSimulator.SOURCE_IMAGE + ", region: cn-shanghai, name: '" + name + "'");
        Files.writeString(plan, "policies: {" + policy + "}\n", StandardOpenOption.APPEND);
        return plan.toString();
    }

    @Test
    void runWhoseTimeIsUp_isFive_andResumeTakesUpAllOfThem() throws IOException {
        clouds.alibaba().script(Timeline.lasting(Duration.ofMinutes(5)));
        for (String name : List.of("web", "data")) {
            assertThat(run("ensure", plan(name, name, "deadline: 1s")))
                    .as(terminal.err())
                    .isEqualTo(5);
        }
        terminal.clear();

        assertThat(run("resume")).as(terminal.err()).isEqualTo(5);

        assertThat(terminal.out()).contains("web", "data");
    }

    @Test
    void copyWhoseTimeIsUp_goesOn_andTheCommandThatTakesItUpIsNamed() throws IOException {
        clouds.alibaba().script(Timeline.lasting(Duration.ofMinutes(5)));
        String plan = plan("golden", "golden", "copyDeadline: 1s");

        assertThat(run("ensure", plan)).as(terminal.err()).isEqualTo(5);
        assertThat(terminal.out()).contains("1 timed out", "1 copy continues on the service", "imagecopy resume");
        terminal.clear();
        assertThat(run("wait", "--timeout", "1s", "--json")).as(terminal.err()).isEqualTo(5);
        assertThat(terminal.out()).contains("\"resumeCommand\":\"imagecopy resume ");
    }

    /** The copy goes on, and whichever command looks at it says so, with the reason. */
    @Test
    void copyThatTheServiceDoesNotTellOf_isFiveInEveryCommand() {
        clouds.alibaba().script(Timeline.lasting(Duration.ofMinutes(5)));
        Fault refusal = AlibabaEcsSimulator.error(403, "Forbidden.RAM", "not authorized")
                .on("describeImages");

        clouds.alibaba().failNext(refusal);
        assertTellsWhyItGoesOn(
                run("copy", "alibaba", AlibabaEcsSimulator.SOURCE_IMAGE, "--name", "golden", "--to", "cn-shanghai"));
        for (String command : List.of("wait", "resume")) {
            clouds.alibaba().failNext(refusal);
            assertTellsWhyItGoesOn(run(command));
        }
        assertThat(clouds.copies()).isEqualTo(1);
    }

    private void assertTellsWhyItGoesOn(int code) {
        assertThat(code).as(terminal.out() + terminal.err()).isEqualTo(5);
        assertThat(terminal.out()).contains("1 still running", "imagecopy resume");
        assertThat(terminal.err()).contains("continues: golden", "Forbidden.RAM");
        terminal.clear();
    }

    /** The same plan, read at another time, has made other images. */
    @Test
    void resume_takesUpARun_afterALaterOneOfThePlanMadeOtherImages() throws IOException {
        String plan = plan("golden", "golden-${time}", "copyDeadline: 1s");
        clouds.alibaba().script(Timeline.lasting(Duration.ofMinutes(5)));
        assertThat(run("ensure", plan)).as(terminal.err()).isEqualTo(5);
        clouds.alibaba().script(Timeline.polls(0));
        assertThat(run("ensure", plan)).as(terminal.err()).isZero();
        terminal.clear();

        run("resume");

        assertThat(terminal.out() + terminal.err()).doesNotContain("nothing to take up");
    }

    /** On the day in the second name, both targets are the same image. */
    @Test
    void run_ends_besideAnOpenOneWhosePlanIsWrongByNow() throws IOException {
        String target = "imageId: " + AlibabaEcsSimulator.SOURCE_IMAGE + ", region: cn-shanghai, name: 'golden-";
        Path plan = SimulatedClouds.plan(
                folder, "golden", "cloud: alibaba, region: cn-hangzhou", target + "${date}'", target + "1999-12-31'");
        Instant then = Instant.parse("1999-12-31T12:00:00Z");
        PlanText now = PlanSource.read(plan).text();
        try (StoreFolder store = StoreFolder.open(simulatedStore())) {
            store.runs()
                    .begin(
                            new PlanText(now.file(), now.name(), now.text(), then, now.environment()),
                            CopyJob.Mode.ENSURE,
                            then);
        }

        assertThat(run("ensure", plan.toString())).as(terminal.err()).isZero();

        assertThat(clouds.copies()).isEqualTo(2);
    }

    /** The copies of simulators have a folder of their own in the store, which every command creates. */
    private Path simulatedStore() throws IOException {
        assertThat(run("status")).isZero();
        try (Stream<Path> folders = Files.list(folder.resolve("store"))) {
            return folders.findFirst().orElseThrow();
        }
    }
}
