package dev.imagecopy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return execute(Main.commandLine(), arguments);
    }

    private int execute(CommandLine line, String... arguments) {
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void help_namesTheProgram() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("imagecopy", "--version");
    }

    @Test
    void help_ofTheProgramThatStartsSooner_isTheSame() {
        assertThat(Main.commandLine("--help").getUsageMessage())
                .isEqualTo(Main.commandLine().getUsageMessage())
                .contains("Exit codes:", "130");
    }

    @Test
    void commandLine_forArguments_hasTheNamedCommandWithItsOptions() {
        assertThat(Main.commandLine().getSubcommands()).allSatisfy((name, command) -> {
            String help = command.getUsageMessage();
            assertThat(help(name, Main.commandLine("--simulate", name, "x"))).isEqualTo(help);
            assertThat(help(name, Main.commandLine("--store", "folder", name))).isEqualTo(help);
        });
    }

    private static String help(String command, CommandLine program) {
        return program.getSubcommands().get(command).getUsageMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET",
                "--password=SECRET",
                "--store FOLDER status SECRET",
                "--store FOLDER cancel SECRET",
                "--store FOLDER wait SECRET",
                "--store FOLDER ensure SECRET",
                "--store FOLDER copy SECRET m-1",
                "--store FOLDER copy alibaba SECRET",
                "check --SECRET",
            })
    void secretOnTheCommandLine_isNotShown(String line, @TempDir Path folder) {
        for (String secret : List.of(
                "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnc2lnAAbbCC0123456789")) {
            assertThat(run(line.replace("SECRET", secret)
                            .replace("FOLDER", folder.toString())
                            .split(" ")))
                    .isNotZero();

            assertThat(err.toString()).isNotEmpty().doesNotContain(secret);
            assertThat(out.toString()).doesNotContain(secret);
        }
    }

    @Test
    void commandLine_withoutACommand_saysThatOneIsMissing() {
        assertThat(execute(Main.commandLine("--simulate"), "--simulate")).isEqualTo(2);

        assertThat(err.toString()).contains("Missing required subcommand", "imagecopy --help");
    }

    @Test
    void commandLine_forACommandThatIsUnknown_suggestsOthers() {
        assertThat(execute(Main.commandLine("lst", "--json"), "lst", "--json")).isEqualTo(2);

        assertThat(err.toString()).contains("lst", "list");
    }

    @Test
    void help_breaksLinesAtBlanks_withinTheWidthOfATerminal() {
        Main.commandLine().getSubcommands().forEach((name, command) -> assertThat(command.getUsageMessage())
                .doesNotContain("\t")
                .satisfies(help -> assertThat(help.lines()).allMatch(line -> line.length() <= 80, name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@FILE", "list @FILE", "copy --token @FILE", "check alibaba --access-key-secret @FILE"})
    void argumentsAreNotReadFromFiles_whoseContentMayBeASecret(String line, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "hunter c4n4ry");

        assertThat(run(line.replace("FILE", file.toString()).split(" "))).isEqualTo(2);

        assertThat(err.toString() + out).isNotEmpty().doesNotContain("hunter", "c4n4ry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-pWORD",
                "--secret:WORD",
                "/password:WORD",
                "--password -WORD",
                "--password --WORD",
                "--passwrd=WORD",
                "--key WORD",
                "--user me:WORD",
                "LTAI5tAbCdEfGhIjKlMnOp:WORD",
                "LTAI5tAbCdEfGhIjKlMnOp/WORD",
                "--env=ALIBABA_CLOUD_ACCESS_KEY_SECRET=WORD",
                "--conn Server=h;Password=WORD",
                "--database postgresql://u:WORD@h/db",
                "--endpoint=https://h/?token=WORD",
                "--json=WORD",
                "--token=WORD WORD",
                "password=WORD",
                "{\"secret\":\"WORD\"}",
                "WORD.yaml",
            })
    void secretBehindAnyDivider_isNotShownByAnyCommand(String words, @TempDir Path folder) {
        for (String command : List.of("", "check", "list", "run", "delete", "verify", "--store FOLDER status")) {
            String line = command.replace("FOLDER", folder.toString()) + " --json " + words.replace("WORD", "c4n4ry");

            assertThat(run(line.strip().split(" "))).as(line).isNotZero();

            assertThat(err.toString() + out).as(line).isNotEmpty().doesNotContain("c4n4ry");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check WORD",
                "list WORD",
                "delete WORD WORD",
                "list alibaba --plan WORD",
                "copy WORD m-1",
                "run WORD",
                "--store FOLDER status WORD",
                "--store FOLDER cancel WORD",
                "simulate --ports WORD",
                "--simulate=WORD list alibaba",
                "run --timeout WORD plan.yaml",
                "copy alibaba m-1 --with WORD",
            })
    void secretInPlaceOfAnyArgument_isNotShown(String line, @TempDir Path folder) {
        for (String secret : List.of(
                "c4n4ry",
                "password=c4n4ry",
                "SK:c4n4ry",
                "{\"k\":\"c4n4ry\"}",
                "me:c4n4ry@host",
                "https://me:c4n4ry@host/x")) {
            assertThat(run(line.replace("WORD", secret)
                            .replace("FOLDER", folder.toString())
                            .split(" ")))
                    .as(secret)
                    .isNotZero();

            assertThat(err.toString() + out).as(secret).isNotEmpty().doesNotContain("c4n4ry");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae",
                "folder/NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae",
                "t1.9euelZqKx5qLmI2SzZ6LjpWYm-3rnpWaj5uM.AbCdEfGhIjKlMnOpQrStUvWxYz0123456",
                "postgresql://u:c4n4ry@h/db",
                "postgresql:/u:c4n4ry@h/db",
                "jdbc:postgresql://h/db?user=u&password=c4n4ry",
                "u:c4n4ry@h/db",
                "password=c4n4ry",
            })
    void storeThatIsASecretOrAnAddress_isRefusedAndNoFolderIsMade(String store) {
        assertThat(run("--store", store, "status")).isEqualTo(2);

        assertThat(err.toString() + out).contains("'--store'").doesNotContain("c4n4ry", "NxY7Qm2p", "9euelZqK");
        assertThat(Path.of(store)).doesNotExist();
    }

    @Test
    void mistakeThatOnlyTheCommandNotices_isOneDocumentToo() {
        assertThat(run("simulate", "--ports", "70000", "--json")).isEqualTo(2);

        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":")
                .contains("\"exitCode\":2");
        assertThat(err.toString()).contains("imagecopy simulate --help");
    }

    @Test
    void unknownOption_isAUsageError() {
        assertThat(run("--wrong")).isEqualTo(2);

        assertThat(err.toString()).contains("--wrong");
    }
}
