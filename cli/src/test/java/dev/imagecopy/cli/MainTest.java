package dev.imagecopy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
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
        Map<String, CommandLine> all = Main.commandLine().getSubcommands();

        assertThat(all).allSatisfy((name, command) -> {
            Map<String, CommandLine> few =
                    Main.commandLine("--simulate", name, "x").getSubcommands();
            assertThat(few.keySet()).isEqualTo(all.keySet());
            assertThat(few.get(name).getUsageMessage()).isEqualTo(command.getUsageMessage());
        });
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
