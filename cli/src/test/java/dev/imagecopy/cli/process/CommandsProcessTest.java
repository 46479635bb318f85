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

/** Each command as a process of its own against simulators, with good and with bad input. */
class CommandsProcessTest {
    private static final Timeline LONG = Timeline.lasting(Duration.ofMinutes(10));
    private static final String SOURCE = AlibabaEcsSimulator.SOURCE_IMAGE;

    @TempDir
    private Path home;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final String simulate = clouds.option();

    @AfterEach
    void close() {
        clouds.close();
    }

    @Test
    void ensure_copiesWhatIsMissing_andTheSecondTimeNothing() throws InterruptedException {
        String plan = SimulatedClouds.plan(home, "golden").toString();

        Result missing = Program.run(home, "verify", simulate, plan);
        Result first = Program.run(home, "ensure", simulate, plan);
        Result second = Program.run(home, "ensure", simulate, "--json", plan);
        Result there = Program.run(home, "verify", simulate, plan);
        Result status = Program.run(home, "status", simulate, "--all", "--json");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("missing");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("4 done");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(json(second.out()).isObject()).isTrue();
        assertThat(there.exitCode()).as(there.out()).isZero();
        assertThat(json(status.out()).path("copies").size()).isGreaterThanOrEqualTo(4);
        assertThat(clouds.copies()).isEqualTo(4);
    }

    @Test
    void ensure_wrongPlan_showsEveryMistakeWithItsPlace() throws InterruptedException {
        Path plan = SimulatedClouds.write(
                home.resolve("wrong.yaml"),
                "version: 1\naccounts:\n  one: {cloud: alibaba, regoin: cn-hangzhou}\nimages: nothing\n");

        Result result = Program.run(home, "ensure", simulate, plan.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("wrong.yaml:3:", "regoin", "wrong.yaml:4:");
        assertThat(clouds.copies()).isZero();
    }

    @Test
    void ctrlC_detaches_andThePrintedCommandFinishes() throws InterruptedException {
        clouds.script(LONG);
        Program run = Program.start(
                home, "ensure", simulate, SimulatedClouds.plan(home, "golden").toString());
        await().atMost(Duration.ofMinutes(2)).until(() -> clouds.copies() == 4);
        Result refused = Program.run(home, "status", simulate);
        run.interrupt();
        Result detached = run.end();
        Result status = Program.run(home, "status", simulate);
        Result wrong = Program.run(home, "cancel", simulate, "no-such-copy");
        Result cancelled = Program.run(home, "cancel", simulate, "--all");
        Result after = Program.run(home, "status", simulate, "--all");
        Result waited = Program.run(home, "wait", simulate, "--timeout", "3s");

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("process " + run.pid());
        assertThat(detached.exitCode()).as(detached.out()).isEqualTo(130);
        assertThat(detached.out() + detached.err()).contains("imagecopy resume " + simulate);
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("fabric", "huawei", "yandex", "ali", "cn-shanghai");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("no-such-copy");
        assertThat(cancelled.exitCode()).isEqualTo(1);
        assertThat(cancelled.out()).contains("cancelled", "not supported");
        assertThat(after.out().lines().filter(line -> line.contains("cancelled")))
                .as(after.out())
                .hasSize(2)
                .anyMatch(line -> line.contains("ali"));
        assertThat(waited.exitCode()).as(waited.out()).isEqualTo(5);
        assertThat(clouds.copies()).isEqualTo(4);
    }

    @Test
    void secondSignal_leavesAtOnce_whateverTheFirstWaitsFor() throws InterruptedException {
        clouds.script(LONG);
        String plan = SimulatedClouds.plan(home, "golden").toString();
        // The first cannot even tell that it detaches: nobody reads standard error, which is full.
        Program stuck = Program.startUnread(home, "ensure", "--json", "--progress=none", simulate, plan);
        await().atMost(Duration.ofMinutes(2)).until(() -> clouds.copies() == 4);
        stuck.signal("INT");
        stuck.signal("TERM");

        assertThat(stuck.exitCode()).isEqualTo(130);
        assertThat(stuck.output()).isEmpty();

        Result status = Program.run(home, "status", simulate);
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("fabric", "huawei", "yandex", "ali");
        assertThat(clouds.copies()).isEqualTo(4);
    }

    @Test
    void kill_losesNothing_andCopiesNothingTwice() throws InterruptedException {
        clouds.script(Timeline.lasting(Duration.ofSeconds(2)));
        String plan = SimulatedClouds.plan(home, "golden").toString();
        Program run = Program.start(home, "ensure", simulate, plan);
        await().atMost(Duration.ofMinutes(2)).until(() -> clouds.copies() == 4);
        run.kill();

        Result resumed = Program.run(home, "resume", simulate);
        Result again = Program.run(home, "resume", simulate);
        Result wrong = Program.run(home, "resume", "--simulate");

        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();
        assertThat(clouds.copies()).isEqualTo(4);
        clouds.assertNothingCopiedTwice();
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("nothing to take up");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void copy_list_delete_workOnOneImage() throws InterruptedException {
        Result copied = Program.run(
                home, "copy", "alibaba", SOURCE, "--name", "one", "--to", "cn-shanghai", simulate, "--json");
        String id = clouds.alibaba().copies().get(0).imageId();
        Result wrongSource =
                Program.run(home, "copy", "alibaba", "m-nosuchimage", "--name", "two", "--to", "cn-shanghai", simulate);
        Result listed = Program.run(home, "list", "alibaba", "--region", "cn-shanghai", simulate);
        Result wrongRegion = Program.run(home, "list", "alibaba", "--region", "CN Shanghai", simulate);
        Result unsure = Program.run(home, "delete", "alibaba", id, "--region", "cn-shanghai", simulate);
        Result deleted = Program.run(home, "delete", "alibaba", id, "--yes", "--region", "cn-shanghai", simulate);

        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(copied.out()).contains(id);
        assertThat(wrongSource.exitCode()).isEqualTo(1);
        assertThat(wrongSource.err()).contains("InvalidImageId.NotFound", "request-id");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).contains(id, "one");
        assertThat(wrongRegion.exitCode()).isEqualTo(2);
        assertThat(wrongRegion.err()).contains("region");
        assertThat(unsure.exitCode()).isEqualTo(4);
        assertThat(unsure.err()).contains("account alibaba: " + id);
        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        assertThat(clouds.alibaba().imageIds("cn-shanghai")).doesNotContain(id);
    }

    @Test
    void check_tellsWhoIsWho_andShowsNoSecret() throws InterruptedException {
        String canary = "canary-" + "secret".repeat(4);
        Result good = Program.run(home, "check", simulate);
        Program wrongKey = wrongKey(canary);
        String seenByOthers = wrongKey.commandLine();
        Result bad = wrongKey.end();
        for (int i = 0; seenByOthers.isEmpty() && i < 50; i++) { // it had ended before it was looked at
            Program again = wrongKey(canary);
            seenByOthers = again.commandLine();
            assertThat(again.end().out()).doesNotContain(canary);
        }

        assertThat(good.exitCode()).as(good.out()).isZero();
        assertThat(good.out()).contains(AlibabaEcsSimulator.ACCESS_KEY_ID, "right");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out()).contains("LTAI5tWrongKey", "environment variables");
        assertThat(seenByOthers).contains("--debug").doesNotContain(canary);
        assertThat(bad.out() + bad.err()).doesNotContain(canary);
    }

    private Program wrongKey(String secret) throws InterruptedException {
        return Program.start(
                home,
                Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tWrongKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret),
                List.of(
                        "check",
                        "alibaba",
                        "--region",
                        "cn-hangzhou",
                        "--endpoint",
                        clouds.alibaba().endpoint().toString(),
                        "--debug"));
    }

    @Test
    void simulate_runsUntilCtrlC_andRefusesPortsThatAreTaken() throws InterruptedException {
        Program simulators = Program.start(home, "simulate", "--ports", "0", "--copy-time", "100ms");
        String line = simulators.awaitLine(text -> text.contains("--simulate="));
        String option = line.replaceFirst("^.*(--simulate=[0-9,]+).*$", "$1");
        Result copied = Program.run(home, "copy", "yandex", "fd8simulatorimage001", "--name", "one", option);
        Result taken =
                Program.run(home, "simulate", "--ports", option.replaceFirst("^.*=([0-9]+).*$", "$1") + ",0,0,0");
        simulators.interrupt();
        Result ended = simulators.end();

        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(taken.exitCode()).isEqualTo(4);
        assertThat(taken.err()).contains("--ports");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("copies executed: 1", "twice: 0");
    }

    private static JsonNode json(String document) {
        return Json.parse(document.getBytes(StandardCharsets.UTF_8));
    }
}
