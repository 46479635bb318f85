package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told whose command line is wrong. */
class MisuseTest {
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ensure –dry-run nosuchplan.yaml | The 2nd argument begins with a dash that is not a hyphen: did you mean '--dry-run'?",
                "ensure nosuchplan.yaml —dry-run | The 3rd argument begins with a dash that is not a hyphen: did you mean '--dry-run'?",
                "ensure −h nosuchplan.yaml | The 2nd argument begins with a dash that is not a hyphen: did you mean '-h'?",
                "wait –timeout=5s | The 2nd argument begins with a dash that is not a hyphen: did you mean '--timeout'?",
                "status –all --simulate=8601 | The 2nd argument begins with a dash that is not a hyphen: did you mean '--all'?",
                "delete alibaba m-1 –yes | The 4th argument begins with a dash that is not a hyphen: did you mean '--yes'?",
                "fleet status –db x | The 3rd argument begins with a dash that is not a hyphen: did you mean '--db'?",
                "ensure –-dry-run nosuchplan.yaml | The 2nd argument begins with a dash that is not a hyphen: did you mean '--dry-run'?",
                "ensure -–dry-run nosuchplan.yaml | The 2nd argument begins with a dash that is not a hyphen: did you mean '--dry-run'?",
                "ensure –c4n4ry nosuchplan.yaml | The 2nd argument begins with a dash that is not a hyphen",
            })
    void dashOfAWebPage_isNamed_notTheWordThatIsRight(String arguments, String told) {
        assertThat(terminal.run(arguments.split(" "))).as(terminal.err()).isEqualTo(2);

        assertThat(terminal.firstError()).endsWith(": " + told);
        assertThat(terminal.err()).doesNotContain("c4n4ry");
    }

    @Test
    void nameThatBeginsWithADash_isOne() {
        assertThat(terminal.run("ensure", "–plan.yaml")).isEqualTo(2);

        assertThat(terminal.err()).contains("there is no such file");
    }

    @Test
    void valueOfAnOption_mayBeginWithAnyDash() {
        assertThat(terminal.run("list", "nowhere", "--name", "–all")).isEqualTo(2);

        assertThat(terminal.err()).contains("ACCOUNT must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulate --ports 70000 | imagecopy simulate: Invalid value for option '--ports': must be the first of four ports in a row, or all four, from 0 to 65535",
                "simulate --ports 65535 | imagecopy simulate: Invalid value for option '--ports': must be the first of four ports in a row, or all four, from 0 to 65535",
                "fleet worker --db x --threads 0 plan.yaml | imagecopy fleet worker: Invalid value for option '--threads': must be a whole number from 1 to",
                "cancel --simulate=8601 --store STORE | imagecopy cancel: Name the copies to cancel, or use --all",
                "check alibaba --account region | imagecopy check: Invalid value for option '--account': must be KEY=VALUE, but is \"region\"",
                "check alibaba --account c4n4ry | imagecopy check: Invalid value for option '--account': must be KEY=VALUE",
                "copy alibaba m-1 --with encrypted | imagecopy copy: Invalid value for option '--with': must be KEY=VALUE, but is \"encrypted\"",
            })
    void wrongValue_isToldInASentenceThatNamesTheCommand(String arguments, String told, @TempDir Path folder) {
        assertThat(terminal.run(arguments
                        .replace("STORE", folder.resolve("store").toString())
                        .split(" ")))
                .as(terminal.err())
                .isEqualTo(2);

        assertThat(terminal.firstError()).startsWith(told);
        assertThat(terminal.err()).doesNotContain("c4n4ry");
    }

    @ParameterizedTest
    @CsvSource({
        "simulate, --ports 70000",
        "cancel, --simulate=8601 --store STORE",
        "check, alibaba --account region",
        "ensure, –json x"
    })
    void everyMistake_showsTheWayToTheHelpOfItsCommand(String command, String arguments, @TempDir Path folder) {
        terminal.run((command + " "
                        + arguments.replace("STORE", folder.resolve("store").toString()))
                .split(" "));

        assertThat(terminal.err()).contains("See \"imagecopy " + command + " --help\"");
    }
}
