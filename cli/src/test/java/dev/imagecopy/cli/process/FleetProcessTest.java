package dev.imagecopy.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.process.Program.Result;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.testing.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of fleets as processes of their own, which share a database. */
class FleetProcessTest {
    private static final String PASSWORD = "canary-" + "secret".repeat(3);

    @TempDir
    private Path home;

    private final SimulatedClouds clouds = new SimulatedClouds();

    @AfterEach
    void close() {
        clouds.close();
    }

    private Program start(Map<String, String> environment, String database, String... arguments) {
        List<String> all = new ArrayList<>(List.of("fleet"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(clouds.option(), "--db", database));
        return Program.start(home, environment, all);
    }

    private Program start(String... arguments) {
        return start(Map.of(), home.resolve("fleet").toString(), arguments);
    }

    private Result run(String... arguments) throws InterruptedException {
        return start(arguments).end();
    }

    private String plan(String name) {
        return SimulatedClouds.plan(home, name).toString();
    }

    private static JsonNode json(Result result) {
        return Json.parse(result.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void severalProcesses_shareAFile_andCopyEachImageOnce() throws InterruptedException {
        clouds.script(Timeline.lasting(Duration.ofSeconds(3)));
        Result submitted = run("submit", "--init", plan("golden"));
        Result again = run("submit", "--json", plan("golden")); // later it would look at the images again
        Program one = start("worker", "--until-done", "--events", plan("golden"));
        Program other = start("worker", "--until-done", plan("golden"));
        one.awaitLine(line -> line.contains("\"total\""));
        Result status = run("status", "--json");
        Path page = home.resolve("fleet.html");
        Program follows = start("report", "--follow", "--html", page.toString());
        Result first = one.end();
        Result second = other.end();
        Result followed = follows.end();
        Result report = run("report", "--json");

        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        assertThat(submitted.out()).contains("4 copies submitted");
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(json(status).at("/fleet/total").asInt()).isEqualTo(4);
        assertThat(json(again).at("/submission/known").asInt()).isEqualTo(4);
        assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("\"event\":\"end\"", "\"SUCCEEDED\":4");
        assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("4 copies: 4 done");
        assertThat(followed.exitCode()).as(followed.err()).isZero();
        assertThat(followed.out()).contains("Wrote " + page + " with 4 copies");
        assertThat(page).content().contains("cn-shanghai", "</html>");
        assertThat(report.exitCode()).isZero();
        assertThat(json(report).path("copies").findValuesAsText("state"))
                .hasSize(4)
                .containsOnly("SUCCEEDED");
        assertThat(clouds.copies()).isEqualTo(4);
        clouds.assertNothingCopiedTwice();
    }

    @Test
    void ctrlC_drains_saysWhatGoesOn_andAnotherWorkerFinishes() throws InterruptedException {
        clouds.script(Timeline.lasting(Duration.ofSeconds(8)));
        run("submit", "--init", plan("golden"));
        Program worker = start("worker", plan("golden"));
        await().atMost(Duration.ofMinutes(2)).until(() -> clouds.copies() == 4);
        worker.interrupt();
        Result stopped = worker.end();
        Result finished = run("worker", "--until-done", plan("golden"));

        assertThat(stopped.exitCode()).as(stopped.out() + stopped.err()).isEqualTo(130);
        assertThat(stopped.out())
                .contains("Stopping", "4 still running", "4 copies continue on the service")
                .contains("imagecopy fleet worker " + home.resolve("golden.yaml") + " " + clouds.option());
        assertThat(finished.exitCode()).as(finished.out() + finished.err()).isZero();
        assertThat(clouds.copies()).isEqualTo(4);
        clouds.assertNothingCopiedTwice();
    }

    @Test
    void ctrlC_whenNothingIsOpen_isZero() throws InterruptedException {
        run("schema", "--create");
        Program worker = start("worker", "--events", plan("golden"));
        worker.awaitLine(line -> line.contains("\"total\""));
        worker.interrupt();

        assertThat(worker.end().exitCode()).isZero();
    }

    @Test
    void databaseThatGoesAway_isTold_andTheWorkerGoesOnWhenItIsBack() throws SQLException, InterruptedException {
        clouds.script(Timeline.lasting(Duration.ofSeconds(15)));
        Server database = server("0");
        String port = String.valueOf(database.getPort());
        String url = "jdbc:h2:tcp://localhost:" + port + "/fleet";
        try {
            Result submitted =
                    start(Map.of(), url, "submit", "--init", plan("golden")).end();
            assertThat(submitted.exitCode()).as(submitted.err()).isZero();
            Program worker = start(Map.of(), url, "worker", "--until-done", plan("golden"));
            awaitAllRunning(url); // one that is being sent without its database may be ambiguous afterwards
            database.stop();
            worker.awaitLine(line -> line.contains("goes on when it is back"));
            Result away = start(Map.of(), url, "status").end();
            database = server(port);
            Result end = worker.end();

            assertThat(away.exitCode()).isEqualTo(1);
            assertThat(away.err()).contains("cannot be reached");
            assertThat(end.exitCode()).as(end.out() + end.err()).isZero();
            assertThat(end.out()).contains("The database is back", "4 copies: 4 done");
            assertThat(clouds.copies()).isEqualTo(4);
            clouds.assertNothingCopiedTwice();
        } finally {
            database.stop();
        }
    }

    private void awaitAllRunning(String database) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> json(start(Map.of(), database, "status", "--json").end())
                                .at("/fleet/running")
                                .asInt()
                        == 4);
    }

    private Server server(String port) throws SQLException {
        return Server.createTcpServer("-tcp", "-tcpPort", port, "-baseDir", home.toString(), "-ifNotExists")
                .start();
    }

    @Test
    void password_isInNoOutput_andNotInTheListOfProcesses() throws InterruptedException {
        String database = home.resolve("fleet").toString();
        Map<String, String> right = Map.of("IMAGECOPY_DB_PASSWORD", PASSWORD);
        Program creates = start(right, database, "schema", "--create", "--debug");
        String seenByOthers = creates.commandLine();
        Result created = creates.end();
        for (int i = 0; seenByOthers.isEmpty() && i < 50; i++) { // it had ended before it was looked at
            Program again = start(right, database, "status", "--debug");
            seenByOthers = again.commandLine();
            assertThat(again.end().out()).doesNotContain(PASSWORD);
        }
        Result known = start(right, database, "status").end();
        Result wrong = start(Map.of("IMAGECOPY_DB_PASSWORD", PASSWORD + "wrong"), database, "status", "--debug")
                .end();
        Result none = start(Map.of(), database, "status", "--json").end();
        Result inTheAddress = start(Map.of(), "jdbc:postgresql://db/x?password=" + PASSWORD, "status", "--json")
                .end();

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(known.exitCode()).as(known.err()).isZero();
        assertThat(wrong.exitCode()).isEqualTo(4);
        assertThat(wrong.err()).contains("does not accept the login", "--db-password-file");
        assertThat(none.exitCode()).isEqualTo(4);
        assertThat(json(none).at("/error/advice").asText()).contains("IMAGECOPY_DB_PASSWORD");
        assertThat(inTheAddress.exitCode()).isEqualTo(2);
        assertThat(seenByOthers).contains("--debug").doesNotContain(PASSWORD);
        assertThat(List.of(created, known, wrong, none, inTheAddress))
                .allSatisfy(result -> assertThat(result.out() + result.err()).doesNotContain(PASSWORD));
    }

    @Test
    void cancel_retry_schema_andMistakes_asAUserSeesThem() throws InterruptedException {
        clouds.script(Timeline.immediate());
        Result missing = run("status");
        Result script = run("schema");
        Result submitted = run("submit", "--init", plan("golden"));
        Result unclear = run("cancel");
        Result cancelled = run("cancel", "--all");
        Result ended = run("worker", "--until-done", plan("golden"));
        Result retried = run("retry", "--all");
        Result copied = run("worker", "--until-done", plan("golden"));
        Result wrongPlan = run(
                "submit",
                SimulatedClouds.write(home.resolve("w.yaml"), "nosuchkey: 1\n").toString());

        assertThat(missing.exitCode()).isEqualTo(4);
        assertThat(missing.err()).contains("does not exist", "schema --create");
        assertThat(script.out()).contains("create table");
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        assertThat(unclear.exitCode()).isEqualTo(2);
        assertThat(cancelled.exitCode()).as(cancelled.err()).isZero();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(clouds.copies()).isEqualTo(4);
        assertThat(retried.exitCode()).as(retried.err()).isZero();
        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(wrongPlan.exitCode()).isEqualTo(2);
        assertThat(wrongPlan.err()).contains("w.yaml:1:1", "nosuchkey");
    }
}
