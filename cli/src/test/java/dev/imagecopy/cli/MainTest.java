package dev.imagecopy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
    void unknownOption_isAUsageError() {
        assertThat(run("--wrong")).isEqualTo(2);

        assertThat(err.toString()).contains("--wrong");
    }
}
