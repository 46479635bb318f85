package dev.imagecopy.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.cli.Main;
import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of fleets in this process, against simulators, with a file as their database. */
class FleetCommandsTest {
    private static final String ALIBABA = "cloud: alibaba, region: cn-hangzhou";
    private static final String TARGET = "imageId: " + AlibabaEcsSimulator.SOURCE_IMAGE + ", region: cn-shanghai";

    @TempDir
    private Path folder;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final Terminal terminal = new Terminal();

    @AfterEach
    void close() {
        clouds.close();
    }

    private int run(String... arguments) {
        terminal.clear();
        return terminal.run(arguments);
    }

    /** Runs a command of the fleet in the test's database. */
    private int fleet(String command, String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("fleet", command, clouds.option(), "--db=" + folder.resolve("fleet")));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private JsonNode json() {
        return Json.parse(terminal.out().getBytes(StandardCharsets.UTF_8));
    }

    private String plan(String name) {
        return SimulatedClouds.plan(folder, name, ALIBABA, TARGET).toString();
    }

    private String limited(String policies) {
        return SimulatedClouds.write(
                        folder.resolve("limited.yaml"),
                        """
                        version: 1
                        accounts: {one: {cloud: alibaba, region: cn-hangzhou}}
                        images: [{name: golden, targets: [{account: one, %s}]}]
                        policies: {%s}
                        """
                                .formatted(TARGET, policies))
                .toString();
    }

    @Test
    void submit_again_addsNothing() {
        assertThat(fleet("submit", "--init", plan("golden"))).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("1 copy submitted under the name golden", "imagecopy fleet worker ");

        assertThat(fleet("submit", "--json", plan("golden"))).isZero();
        assertThat(json().at("/submission/added").asInt()).isZero();
        assertThat(json().at("/submission/known").asInt()).isEqualTo(1);
        assertThat(clouds.copies()).isZero();
    }

    @Test
    void submit_policiesThatAFleetDoesNotKnow_areNamed() {
        assertThat(fleet("submit", "--init", limited("deadline: 1h, verify: true, attempts: 3")))
                .isZero();

        assertThat(terminal.out())
                .contains("policies.deadline, policies.verify")
                .doesNotContain("policies.attempts");
    }

    @Test
    void status_showsNumbersAndLimits_thoseOfThePlanIfThereIsOne() {
        fleet("submit", "--init", plan("golden"));

        assertThat(fleet("status")).isZero();
        assertThat(terminal.out())
                .contains("imagecopy_simulated", "ready      1", "TAKEN")
                .doesNotContain("MOST");
        assertThat(fleet("status", "--json", plan("golden"))).isZero();
        assertThat(json().at("/fleet/ready").asInt()).isEqualTo(1);
        assertThat(json().at("/fleet/limits/0/limit").asText()).isEqualTo("fleet");
        assertThat(json().at("/fleet/limits/0/most").asInt()).isEqualTo(10_000);
        assertThat(json().at("/exitCode").asInt()).isZero();
    }

    @Test
    void worker_untilDone_tellsHowThePlansCopiesEnded() {
        clouds.alibaba().script(Timeline.immediate());
        fleet("submit", "--init", plan("golden"));

        assertThat(fleet("worker", "--until-done", plan("golden")))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out()).contains("1 copy: 1 done");

        assertThat(fleet("worker", "--until-done", "--json", plan("golden"))).isZero();
        assertThat(json().at("/counts/SUCCEEDED").asInt()).isEqualTo(1);
        assertThat(clouds.copies()).isEqualTo(1);
    }

    @Test
    void worker_untilDone_failedCopy_isOne_withTheVendorsCode() {
        clouds.alibaba().script(Timeline.immediate().failing("DiskFull", "no space"));
        String plan = limited("attempts: 1");
        fleet("submit", "--init", plan);

        assertThat(fleet("worker", "--until-done", plan)).isEqualTo(1);
        String said = terminal.err();
        assertThat(said).contains("failed: golden");

        assertThat(fleet("report")).isZero();
        assertThat(terminal.out()).contains("golden", "failed");
        assertThat(fleet("report", "--json")).isZero();
        assertThat(json().at("/copies/0/state").asText()).isEqualTo("FAILED");
        assertThat(json().at("/copies/0/error/advice").asText()).isNotEmpty();
        assertThat(said).contains(json().at("/copies/0/error/code").asText());
    }

    @Test
    void worker_untilDone_copyWithoutCredentials_isRefused() {
        String plan = SimulatedClouds.plan(folder, "golden", ALIBABA + ", environmentPrefix: NO_SUCH_", TARGET)
                .toString();
        String database = "--db=" + folder.resolve("fleet");
        assertThat(run("fleet", "submit", "--init", database, plan))
                .as(terminal.err())
                .isZero();

        assertThat(run("fleet", "worker", "--until-done", database, plan))
                .as(terminal.err())
                .isEqualTo(4);

        assertThat(terminal.err()).contains("failed: golden", "imagecopy check");
    }

    @Test
    void report_canBeOfOnePlan() {
        fleet("submit", "--init", plan("golden"));
        fleet("submit", plan("silver"));

        assertThat(fleet("report")).isZero();
        assertThat(terminal.out()).contains("RUN", "golden", "silver");
        assertThat(fleet("report", "--run=silver", "--events")).isZero();
        assertThat(terminal.out())
                .contains("\"event\":\"answer\"", "\"name\":\"copies\"", "silver")
                .doesNotContain("golden");
        assertThat(fleet("report", "--run=none")).isZero();
        assertThat(terminal.out()).isEqualTo("no copies\n");
    }

    @Test
    void report_asAPage_isOneFile() throws IOException {
        clouds.alibaba().script(Timeline.immediate());
        fleet("submit", "--init", plan("golden"));
        Path page = folder.resolve("fleet.html");

        assertThat(fleet("report", "--html", page.toString()))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out()).contains("Wrote " + page + " with 1 copy");
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("golden", "</html>");

        fleet("worker", "--until-done", plan("golden"));
        assertThat(fleet("report", "--html", page.toString(), "--follow", "--json"))
                .as("nothing is open")
                .isZero();
        assertThat(json().at("/page/file").asText()).isEqualTo(page.toString());
        assertThat(fleet("report", "--html", folder.resolve("none/fleet.html").toString()))
                .isEqualTo(4);
        assertThat(terminal.err()).contains("--html");
    }

    @Test
    void cancelled_andRetried() {
        fleet("submit", "--init", plan("golden"));
        assertThat(fleet("retry", "golden")).as("it has not ended").isEqualTo(1);

        assertThat(fleet("cancel", "golden")).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("requested");
        assertThat(fleet("worker", "--until-done", plan("golden"))).isEqualTo(1);
        assertThat(fleet("cancel", "--all")).isZero();
        assertThat(terminal.out()).isEqualTo("no copies\n");
        assertThat(fleet("cancel", "golden", "--json")).isZero();
        assertThat(json().at("/copies/0/result").asText()).isEqualTo("already cancelled");
        assertThat(clouds.copies()).isZero();

        assertThat(fleet("retry", "--all")).as(terminal.out()).isZero();
        assertThat(terminal.out()).contains("taken up");
        clouds.alibaba().script(Timeline.immediate());
        assertThat(fleet("worker", "--until-done", plan("golden"))).isZero();
        assertThat(fleet("cancel", "golden")).isEqualTo(1);
        assertThat(terminal.out()).contains("already succeeded");
        assertThat(clouds.copies()).isEqualTo(1);
    }

    @Test
    void schema_isPrintedOrCreated() {
        assertThat(fleet("schema")).isZero();
        assertThat(terminal.out()).contains("create table if not exists imagecopy_simulated_copy (");
        assertThat(run("fleet", "schema", "--db=jdbc:postgresql://db/x", "--fleet=mine", "--json"))
                .isZero();
        assertThat(json().at("/script").asText()).contains("create table mine_copy (\n", "bytea");

        assertThat(fleet("schema", "--create")).isZero();
        assertThat(fleet("schema", "--create")).isZero();
        assertThat(fleet("status")).isZero();
    }

    @Test
    void simulatedCopies_areAnotherFleetThanThoseOfTheClouds() {
        fleet("submit", "--init", plan("golden"));

        assertThat(run("fleet", "status", "--db=" + folder.resolve("fleet"))).isEqualTo(4);

        assertThat(terminal.err()).contains("has no tables of the fleet imagecopy\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "report", "cancel --all", "retry --all", "submit", "worker"})
    void withoutTables_everyCommandNamesTheOneThatCreatesThem(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (command.equals("submit") || command.equals("worker")) {
            words.add(plan("golden"));
        }
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);

        assertThat(fleet(words.get(0), arguments)).as("there is no file").isEqualTo(4);
        assertThat(terminal.err()).contains("imagecopy fleet schema --create");
        assertThat(folder.resolve("fleet.mv.db")).doesNotExist();

        run("fleet", "schema", "--create", "--fleet=other", "--db=" + folder.resolve("fleet"));
        assertThat(fleet(words.get(0), arguments)).as("there are no tables").isEqualTo(4);
        assertThat(terminal.err()).contains("imagecopy fleet schema --create " + clouds.option() + " --db ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status --db jdbc:postgresql://127.0.0.1:1/x | 1 | 127.0.0.1:1/x cannot be reached",
                "status --db jdbc:postgresql://no-such-host.invalid/x | 1 | no such host",
                "report --db jdbc:h2:tcp://127.0.0.1:1/x | 1 | cannot be reached",
                "status --db jdbc:h2:file:./x;NOSUCH=1 | 2 | NOSUCH",
                "status --db jdbc:mysql://db/x | 2 | jdbc:postgresql://",
                "status --db jdbc:postgresql://db/x?password=S3cret | 2 | IMAGECOPY_DB_PASSWORD",
                "status --db x --db-password=S3cret | 2 | IMAGECOPY_DB_PASSWORD",
                "status --db x --db-password-file nosuchfile | 2 | nosuchfile",
                "status --db x --fleet Mine | 2 | --fleet",
                "status --db x --simulate | 2 | imagecopy simulate",
                "status | 2 | --db",
                "submit --db x | 2 | PLAN",
                "submit --db x nosuchplan.yaml | 2 | nosuchplan.yaml",
                "worker --db x nosuchplan.yaml | 2 | nosuchplan.yaml",
                "worker --db x --threads 0 plan.yaml | 2 | --threads",
                "cancel --db x | 2 | --all",
                "cancel --db x --all golden | 2 | --all",
                "retry --db x | 2 | --all",
                "report --db x --run | 2 | --run",
                "report --db x --follow | 2 | --html",
                "report --db x --run a --html b | 2 | --run",
                "nosuch | 2 | imagecopy fleet --help"
            })
    void mistakes_areToldInASentence(String arguments, int code, String told) {
        String[] words = ("fleet " + arguments).split(" ");

        assertThat(run(words)).as(terminal.out() + terminal.err()).isEqualTo(code);

        assertThat(terminal.err()).contains(told).doesNotContain("S3cret", "internal error", "\tat ");
    }

    @Test
    void unknownCopy_isAMistake() {
        fleet("schema", "--create");

        assertThat(fleet("cancel", "nosuchcopy")).isEqualTo(2);
        assertThat(terminal.err()).contains("nosuchcopy", "imagecopy fleet report");
        assertThat(fleet("retry", "nosuchcopy")).isEqualTo(2);
    }

    @Test
    void wrongPlan_showsEveryMistakeWithItsPlace_andSubmitsNothing() {
        fleet("schema", "--create");
        Path plan = SimulatedClouds.write(
                folder.resolve("wrong.yaml"),
                "version: 1\naccounts:\n  one: {cloud: alibaba, regoin: cn-hangzhou}\nimages: nothing\n");

        assertThat(fleet("submit", plan.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("wrong.yaml:3:", "regoin", "wrong.yaml:4:");
        assertThat(fleet("worker", plan.toString())).isEqualTo(2);
        assertThat(fleet("status", "--json")).isZero();
        assertThat(json().at("/fleet/total").asInt()).isZero();
    }

    @Test
    void help_namesEveryCommand_andEachHasItsOwn() {
        assertThat(run("fleet", "--help")).isZero();
        String help = terminal.out();
        assertThat(help).contains("  submit  Submits the copies of a plan, which workers then carry on. Submitted\n");
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
        for (String command : Main.commandLine()
                .getSubcommands()
                .get("fleet")
                .getSubcommands()
                .keySet()) {
            assertThat(help).contains("  " + command);
            assertThat(run("fleet", command, "--help")).isZero();
            assertThat(terminal.out())
                    .contains("imagecopy fleet " + command, "--db=DATABASE")
                    .doesNotContain("--db-password[");
        }
    }
}
