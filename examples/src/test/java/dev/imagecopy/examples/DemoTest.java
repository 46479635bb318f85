package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.examples.demo.DemoSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final List<String> PROVIDERS =
            List.of("Azure Service Fabric", "Huawei Cloud IMS", "Yandex Cloud Desktop", "Alibaba Cloud ECS");

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(captured, true, StandardCharsets.UTF_8);

    @Test
    void run_withTheRightSecrets_copiesOnAllFourCloudsAndReturns0() {
        int status = Demo.run(settings(false), out, false);

        assertThat(table()).as(output()).allSatisfy(row -> assertThat(row).contains(" > SUCCEEDED "));
        assertThat(PROVIDERS)
                .allSatisfy(provider -> assertThat(output()).containsPattern(provider + " +\\[=+] 100 % .*SUCCEEDED"));
        assertThat(output()).doesNotContain(Secrets.ALL);
        assertThat(status).isZero();
    }

    @Test
    void run_onATerminal_redrawsTheBarsAndPrintsTheSameTable() {
        int status = Demo.run(settings(false), out, true);

        assertThat(output()).contains("\u001b["); // moves the cursor
        assertThat(table()).as(output()).allSatisfy(row -> assertThat(row).contains(" > SUCCEEDED "));
        assertThat(status).isZero();
    }

    @Test
    void run_withWrongSecrets_showsEachTypedErrorAndReturns1() {
        int status = Demo.run(settings(true), out, false);

        assertThat(status).isEqualTo(1);
        assertThat(table()).as(output()).allSatisfy(row -> assertThat(row)
                .contains("AuthenticationException ")
                .contains("never started")
                .doesNotContain("SUCCEEDED"));
    }

    @Test
    void run_withWrongSecrets_namesTheVendorsCodes() {
        Demo.run(settings(true), out, false);

        assertThat(row("Huawei Cloud IMS")).contains("APIGW.0301");
        assertThat(row("Alibaba Cloud ECS")).contains("SignatureDoesNotMatch");
        assertThat(row("Yandex Cloud Desktop")).contains("UNAUTHENTICATED");
        assertThat(row("Azure Service Fabric")).contains("403");
        assertThat(output()).containsPattern("ServiceFabricClient\\..* failed: 403 .*sent no body");
    }

    @Test
    void run_withWrongSecrets_printsNoSecret() {
        Demo.run(settings(true), out, false);

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

    private String row(String provider) {
        return output().lines()
                .filter(line -> line.startsWith(provider) && !line.contains("["))
                .reduce("", String::concat);
    }
}
