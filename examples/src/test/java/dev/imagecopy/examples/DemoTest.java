package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.examples.demo.DemoSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private static final List<String> PROVIDERS =
            List.of("Azure Service Fabric", "Huawei Cloud IMS", "Yandex Cloud Desktop", "Alibaba Cloud ECS");

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(captured, true, StandardCharsets.UTF_8);

    @Test
    void run_withTheRightSecrets_copiesOnAllFourCloudsAndReturns0() {
        int status = Demo.run(settings(false), out, 0);

        assertThat(table()).as(output()).allSatisfy(row -> assertThat(row).contains(" > SUCCEEDED ", " -> "));
        assertThat(output().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        assertThat(PROVIDERS)
                .allSatisfy(provider -> assertThat(output()).containsPattern(provider + " +\\[=+] 100 % .*SUCCEEDED"));
        assertThat(output()).doesNotContain(Secrets.ALL);
        assertThat(status).isZero();
    }

    @Test
    void run_onATerminal_redrawsTheBarsAndPrintsTheSameTable() {
        int status = Demo.run(settings(false), out, 80);

        assertThat(output()).contains("\u001b["); // moves the cursor
        assertThat(table()).as(output()).allSatisfy(row -> assertThat(row).contains(" > SUCCEEDED ", " -> "));
        assertThat(status).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void run_onATerminal_overwritesTheWholeOfALineAndNeverWraps(int columns) {
        Demo.run(settings(false), out, columns);

        List<String> drawn = output().lines()
                .filter(line -> line.contains("["))
                .flatMap(line -> Stream.of(line.split("\u001b\\[\\d*[A-Z]|\r", -1)))
                .filter(line -> line.contains(" ["))
                .toList();
        assertThat(drawn)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSize(Math.min(79, columns - 1)))
                .noneMatch(line -> line.contains("RUNNINGg"));
    }

    @Test
    void run_withWrongSecrets_marksTheBars() {
        Demo.run(settings(true), out, 0);

        assertThat(PROVIDERS)
                .allSatisfy(provider -> assertThat(output()).containsPattern(provider + " +\\[x+] .*FAILED"));
        assertThat(output()).doesNotContain("OptionalInt");
    }

    @Test
    void run_withWrongSecrets_showsEachTypedErrorAndReturns1() {
        int status = Demo.run(settings(true), out, 0);

        assertThat(status).isEqualTo(1);
        assertThat(table()).as(output()).allSatisfy(row -> assertThat(row)
                .contains("AuthenticationException ")
                .contains("never started")
                .doesNotContain("SUCCEEDED"));
    }

    @Test
    void run_withWrongSecrets_namesTheVendorsCodes() {
        Demo.run(settings(true), out, 0);

        assertThat(row("Huawei Cloud IMS")).contains("APIGW.0301");
        assertThat(row("Alibaba Cloud ECS")).contains("SignatureDoesNotMatch");
        assertThat(row("Yandex Cloud Desktop")).contains("UNAUTHENTICATED");
        assertThat(row("Azure Service Fabric")).contains("403");
        assertThat(output()).containsPattern("(?s)ServiceFabricClient\\..* failed:\\s+403\\s.*sent\\s+no\\s+body");
    }

    @Test
    void run_withWrongSecrets_printsNoSecret() {
        Demo.run(settings(true), out, 0);

        assertThat(output()).doesNotContain(Secrets.ALL);
    }

    private static DemoSettings settings(boolean wrongSecret) {
        return new DemoSettings(Duration.ofMillis(300), wrongSecret);
    }

    private String output() {
        return captured.toString(StandardCharsets.UTF_8);
    }

    /** The table's rows, without its head. */
    private List<String> table() {
        return PROVIDERS.stream().map(this::row).toList();
    }

    /** The row and what is below it. */
    private String row(String provider) {
        return output().lines()
                .dropWhile(line -> !line.startsWith("PROVIDER"))
                .dropWhile(line -> !line.startsWith(provider))
                .takeWhile(line -> line.startsWith(provider) || line.startsWith("  "))
                .collect(Collectors.joining("\n"));
    }
}
