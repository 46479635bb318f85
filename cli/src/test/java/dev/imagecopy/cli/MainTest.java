package dev.imagecopy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final Terminal terminal = new Terminal();

    @Test
    void help_namesTheProgram() {
        assertThat(terminal.run("--help")).isZero();

        assertThat(terminal.out()).contains("imagecopy", "--version");
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
            assertThat(terminal.run(line.replace("SECRET", secret)
                            .replace("FOLDER", folder.toString())
                            .split(" ")))
                    .isNotZero();

            assertThat(terminal.err()).isNotEmpty().doesNotContain(secret);
            assertThat(terminal.out()).doesNotContain(secret);
        }
    }

    @Test
    void commandLine_withoutACommand_saysThatOneIsMissing() {
        assertThat(terminal.run(Main.commandLine("--simulate"), "--simulate")).isEqualTo(2);

        assertThat(terminal.err()).contains("Missing required subcommand", "imagecopy --help");
    }

    @Test
    void commandLine_forACommandThatIsUnknown_suggestsOthers() {
        assertThat(terminal.run(Main.commandLine("lst", "--json"), "lst", "--json"))
                .isEqualTo(2);

        assertThat(terminal.err()).contains("lst", "list");
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

        assertThat(terminal.run(line.replace("FILE", file.toString()).split(" ")))
                .isEqualTo(2);

        assertThat(terminal.err() + terminal.out()).isNotEmpty().doesNotContain("hunter", "c4n4ry");
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

            assertThat(terminal.run(line.strip().split(" "))).as(line).isNotZero();

            assertThat(terminal.err() + terminal.out()).as(line).isNotEmpty().doesNotContain("c4n4ry");
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
            assertThat(terminal.run(line.replace("WORD", secret)
                            .replace("FOLDER", folder.toString())
                            .split(" ")))
                    .as(secret)
                    .isNotZero();

            assertThat(terminal.err() + terminal.out()).as(secret).isNotEmpty().doesNotContain("c4n4ry");
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
        assertThat(terminal.run("--store", store, "status")).isEqualTo(2);

        assertThat(terminal.err() + terminal.out())
                .contains("'--store'")
                .doesNotContain("c4n4ry", "NxY7Qm2p", "9euelZqK");
        assertThat(Path.of(store)).doesNotExist();
    }

    @Test
    void mistakeThatOnlyTheCommandNotices_isOneDocumentToo() {
        assertThat(terminal.run("simulate", "--ports", "70000", "--json")).isEqualTo(2);

        assertThat(terminal.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":")
                .contains("\"exitCode\":2");
        assertThat(terminal.err()).contains("imagecopy simulate --help");
    }

    @Test
    void unknownOption_isAUsageError() {
        assertThat(terminal.run("--wrong")).isEqualTo(2);

        assertThat(terminal.err()).contains("--wrong");
    }
}
