package dev.imagecopy.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.process.Program.Result;
import dev.imagecopy.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jar prints as a process: no secret, one document, and nothing about a pipe that is closed. */
class OutputProcessTest {
    private static final String CANARY = "canary/" + "S3cret+".repeat(5) + "==";

    @TempDir
    private Path home;

    private final SimulatedClouds clouds = new SimulatedClouds();

    @AfterEach
    void close() {
        clouds.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--progress=lines", "--json", "--events"})
    void secretsOfTheEnvironment_appearNowhere(String form) throws InterruptedException {
        Map<String, String> secrets = Map.of(
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                "LTAI5tWrongKey",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                CANARY,
                "ALIBABA_CLOUD_SECURITY_TOKEN",
                CANARY + "token",
                "HUAWEICLOUD_SDK_AK",
                "HPUAWRONGKEY",
                "HUAWEICLOUD_SDK_SK",
                CANARY,
                "YC_IAM_TOKEN",
                "t1." + CANARY);
        List<List<String>> commands = List.of(
                List.of(
                        "list",
                        "alibaba",
                        "--region",
                        "cn-hangzhou",
                        "--endpoint",
                        address(clouds.alibaba().endpoint())),
                List.of(
                        "list",
                        "huawei",
                        "--region",
                        "eu-west-101",
                        "--account",
                        "projectId=0123456789abcdef0123456789abcdef",
                        "--endpoint",
                        address(clouds.huawei().endpoint())),
                List.of(
                        "list",
                        "yandex",
                        "--account",
                        "folderId=b1gsimulatorfolder01",
                        "--endpoint",
                        address(clouds.yandex().endpoint())),
                List.of("check"),
                List.of("list", "alibaba", "--region", CANARY, "--name", CANARY));
        for (List<String> command : commands) {
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(List.of(form, "--debug"));
            Result result = Program.start(home, secrets, arguments).end();

            assertThat(result.exitCode()).as(result.out() + result.err()).isNotZero();
            assertThat(result.out() + result.err()).doesNotContain("S3cret").isNotBlank();
            if (!form.startsWith("--progress")) {
                assertThat(result.out().lines())
                        .allSatisfy(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8)))
                        .hasSizeGreaterThanOrEqualTo(1);
            }
            if (form.equals("--json")) {
                assertThat(result.out().lines()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--progress=lines", "--json", "--events"})
    void warningsOfTheSdk_areLinesOnStandardError_withoutSecrets(String form) throws InterruptedException {
        Map<String, String> halfAKey = Map.of(
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                "LTAI5tHalfAKey",
                "ALIBABACLOUD_ACCESS_KEY_SECRET",
                CANARY,
                "ALIBABA_CLOUD_ECS_ENDPOINT",
                "https://" + CANARY,
                "ALIBABA_CLOUD_REGION_ID",
                "cn-beijing");
        Result result = Program.start(
                        home,
                        halfAKey,
                        List.of(
                                "check",
                                "alibaba",
                                "--region",
                                "cn-hangzhou",
                                "--endpoint",
                                address(clouds.alibaba().endpoint()),
                                form))
                .end();

        assertThat(result.err().lines().filter(line -> line.startsWith("warning: ")))
                .doesNotHaveDuplicates()
                .anySatisfy(line -> assertThat(line).contains("AlibabaEcsClient ignores ALIBABA_CLOUD_REGION_ID"));
        assertThat(result.err() + result.out()).doesNotContain("S3cret");
        assertThat(result.out()).doesNotContain("warning: ");
    }

    private static String address(java.net.URI endpoint) {
        return endpoint.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"$@\" | true", "\"$@\" | head -c 1 > head", "\"$@\" >&-"})
    void readerThatHasGone_endsNoCopy(String pipe) throws IOException, InterruptedException {
        Path plan = SimulatedClouds.plan(home, "golden");
        List<String> command = new ArrayList<>(List.of("sh", "-c", pipe, "sh"));
        command.addAll(Program.command(home));
        command.addAll(List.of("ensure", clouds.option(), plan.toString()));
        Process process = new ProcessBuilder(command).directory(home.toFile()).start();
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(err).isEmpty();
        assertThat(clouds.copies()).isEqualTo(4);
    }
}
