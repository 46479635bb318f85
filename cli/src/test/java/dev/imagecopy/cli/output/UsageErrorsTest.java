package dev.imagecopy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class UsageErrorsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandSpec sample = CommandSpec.create()
                .name("imagecopy")
                .addMixin("output", CommandSpec.forAnnotatedObject(new OutputOptions()));
        return new CommandLine(sample)
                .setParameterExceptionHandler(new UsageErrors())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void wordThatNoOptionHas_isCountedInCleanTextWithTheWayToTheHelp() {
        assertThat(run("--jsn\u001b[2J\u202e")).isEqualTo(2);

        assertThat(err.toString())
                .contains("imagecopy: Unknown option: the 1st argument", "imagecopy --help")
                .matches("[\n\\x20-\\x7e]*");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void misspelledOption_isCorrected() {
        run("--jsom");

        assertThat(err.toString()).contains("--json");
    }

    @Test
    void withJson_theDocumentIsOnStandardOutput() {
        assertThat(run("--json", "--wrong")).isEqualTo(2);

        assertThat(out.toString()).startsWith("{\"error\":{").endsWith("\"exitCode\":2,\"outcome\":\"usage\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--password=CANARY",
                "--secret-key=SHORT",
                "--token SHORT",
                "CANARY",
                "--CANARY",
                "--other=CANARY",
                "other=CANARY",
                "--json CANARY",
                "--json --access-key-secret=SHORT",
            })
    void secretOnTheCommandLine_isNotShown(String line) {
        String canary = "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae";

        assertThat(run(line.replace("CANARY", canary).replace("SHORT", "c4n4ry").split(" ")))
                .isEqualTo(2);

        assertThat(err.toString() + out).isNotEmpty().doesNotContain(canary, "c4n4ry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lst", "cn-hangzhou", "ubuntu_22_04", "prod01", "plan-20261130.yaml", "--image", "-x"})
    void harmlessWords_areShown(String word) {
        run(word);

        assertThat(err.toString()).contains("'" + word + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"m-bp1abcdef", "hunter2!", "me:hunter", "https://h/?q=hunter", "two words", "/password:hunter"})
    void otherWords_areCounted(String word) {
        run("--json", word);

        assertThat(err.toString() + out)
                .contains("Unmatched argument: the 2nd argument")
                .doesNotContain(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kennwort hunter",
                "--kennwort -hunter",
                "--kennwort --hunter",
                "--kennwort=hunter",
                "--kennwort:hunter"
            })
    void valueOfAnUnknownOption_isNotShownEvenIfItIsHarmless(String line) {
        run(line.split(" "));

        assertThat(err.toString()).contains("Unknown option: '--kennwort'").doesNotContain("hunter");
    }

    @Test
    void optionWithoutAValue_saysThatItTakesNone() {
        run("--json=hunter");

        assertThat(err.toString()).contains("Option '--json' takes no value").doesNotContain("hunter");
    }

    @Test
    void jsonAndEvents_excludeEachOther() {
        assertThat(run("--json", "--events")).isEqualTo(2);
    }
}
