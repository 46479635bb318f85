package dev.imagecopy.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.process.Program.Result;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans as the program reads them: what a dry run shows of them, and how it refuses what is wrong. */
class PlanProcessTest {
    private static final String CANARY = "Qx7Canary3Zz9Wd5Qx7Canary3Zz9Wd5";

    @TempDir
    private Path home;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final String simulate = clouds.option();

    @AfterEach
    void close() {
        clouds.close();
    }

    @Test
    void dryRun_showsWhatIsMissing_andThenWhatIsThere_andCopiesNothing() throws InterruptedException {
        String plan = SimulatedClouds.plan(home, "golden").toString();

        Result before = Program.run(home, "ensure", "--dry-run", "--json", simulate, plan);
        int copiesBefore = clouds.copies();
        Result ensured = Program.run(home, "ensure", simulate, plan);
        Result after = Program.run(home, "ensure", "--dry-run", "--json", simulate, plan);

        assertThat(before.exitCode()).as(before.err()).isZero();
        assertThat(found(before)).containsOnly("missing").hasSize(4);
        assertThat(copiesBefore).isZero();
        assertThat(ensured.exitCode()).as(ensured.err()).isZero();
        assertThat(after.exitCode()).as(after.err()).isZero();
        assertThat(found(after)).containsOnly("ready").hasSize(4);
        assertThat(clouds.copies()).isEqualTo(4);
    }

    @Test
    void dryRun_besideARun_showsWhatIsUnderWay() throws InterruptedException {
        clouds.script(Timeline.lasting(Duration.ofMinutes(10)));
        String plan = SimulatedClouds.plan(
                        home,
                        "golden",
                        "cloud: alibaba, region: cn-hangzhou",
                        "imageId: " + AlibabaEcsSimulator.SOURCE_IMAGE + ", region: cn-shanghai")
                .toString();
        Program run = Program.start(home, "ensure", simulate, plan);
        await().atMost(Duration.ofMinutes(2)).until(() -> clouds.copies() == 1);

        Result beside = Program.run(home, "ensure", "--dry-run", "--json", simulate, plan);
        run.kill();

        assertThat(beside.exitCode()).as(beside.err()).isZero();
        assertThat(found(beside)).containsExactly("under way");
    }

    @Test
    void dryRun_ofTheExample_needsNothingButItsVariable() throws InterruptedException {
        String plan = Path.of("src/examples/plans/four-clouds.yaml").toString();
        List<String> arguments = List.of("ensure", "--dry-run", "--json", "--simulate", plan);

        Result without = Program.run(home, arguments.toArray(String[]::new));
        Result with =
                Program.start(home, Map.of("BUILD_NUMBER", "4711"), arguments).end();

        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.out() + without.err())
                .contains("defaults.description: the variable BUILD_NUMBER of the environment is not set");
        assertThat(with.exitCode()).as(with.out() + with.err()).isZero();
        assertThat(found(with)).hasSize(8).containsOnly("missing");
        assertThat(home.toFile().list()).isEmpty();
    }

    @Test
    void ensure_whenThePlanHoldsSecrets_refusesThemAll_andShowsNone() throws InterruptedException {
        Path plan = SimulatedClouds.write(
                home.resolve("secret.yaml"),
                """
                version: 1
                accounts: # t1.9eu%1$s
                  ali: {cloud: alibaba, region: cn-hangzhou, accessKeySecret: "%1$s"}
                images:
                  - name: LTAI5t%1$s
                    targets: [{account: ali, imageId: "-----BEGIN PRIVATE KEY-----%1$s"}]
                """
                        .formatted(CANARY));

        Result text = Program.run(home, "ensure", simulate, plan.toString());
        Result json = Program.run(home, "ensure", "--json", "--debug", simulate, plan.toString());

        assertThat(text.exitCode()).isEqualTo(2);
        assertThat(text.err())
                .contains("secret.yaml:2:11: ", "secret.yaml:3:46: ", "secret.yaml:5:11: ", "secret.yaml:6:39: ");
        assertThat(json.exitCode()).isEqualTo(2);
        assertThat(text.out() + text.err() + json.out() + json.err()).doesNotContain(CANARY);
        assertThat(clouds.copies()).isZero();
    }

    @Test
    void ensure_whenThereIsNoSuchPlan_saysSo() throws InterruptedException {
        Result missing =
                Program.run(home, "ensure", simulate, home.resolve("plan.yaml").toString());
        Result folder = Program.run(home, "ensure", simulate, home.toString());

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("plan.yaml: there is no such file");
        assertThat(folder.exitCode()).isEqualTo(2);
        assertThat(folder.err()).contains("this is a folder");
    }

    /** What a dry run says of each image. */
    private static List<String> found(Result result) {
        JsonNode rows =
                Json.parse(result.out().getBytes(StandardCharsets.UTF_8)).path("images");
        return rows.findValuesAsText("found");
    }
}
