package dev.imagecopy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    @Test
    void commandLine_forArgumentsInAFile_hasAllCommands() {
        assertThat(Main.commandLine("@arguments").getSubcommands().get("list").getUsageMessage())
                .contains("--name");
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
