package dev.imagecopy.cli.plan;

import static dev.imagecopy.cli.plan.SamplePlans.CONTEXT;
import static dev.imagecopy.cli.plan.SamplePlans.LEAST;
import static dev.imagecopy.cli.plan.SamplePlans.parse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyJob.Mode;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {
    static List<Path> examples() {
        return SamplePlans.examples().toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void read_givesTheCopiesOfTheGoldenFile(Path example) throws IOException {
        Plan plan = Plan.read(example, CONTEXT);

        GoldenPlan.compare(example.getFileName().toString(), plan);
    }

    @Test
    void jobs_ofAPlanThatIsReadAgain_areTheSame() {
        Path example = Path.of("src/examples/plans/four-clouds.yaml");
        PlanContext later = new PlanContext(CONTEXT.now().plusSeconds(3600), CONTEXT.environment());

        assertThat(Plan.read(example, later).jobs(Mode.ENSURE))
                .containsExactlyElementsOf(
                        Plan.read(example, CONTEXT).jobs(Mode.ENSURE).toList());
        assertThat(Plan.read(example, later).name()).isEqualTo("release");
    }

    @Test
    void jobs_onAnotherDay_haveOtherNames() {
        Path example = Path.of("src/examples/plans/four-clouds.yaml");
        PlanContext tomorrow = new PlanContext(CONTEXT.now().plus(Duration.ofDays(1)), CONTEXT.environment());

        assertThat(Plan.read(example, tomorrow).jobs(Mode.ENSURE))
                .doesNotContainAnyElementsOf(
                        Plan.read(example, CONTEXT).jobs(Mode.ENSURE).toList());
    }

    @Test
    void jobs_takeTheModeOfTheCommand_unlessThePlanSaysOne() {
        String plan = LEAST.replace("- account: ali", "- {account: ali, mode: copy}\n  - {account: hw}");

        assertThat(parse(plan).jobs(Mode.ENSURE).map(CopyJob::mode)).containsExactly(Mode.COPY, Mode.ENSURE);
        assertThat(parse(plan).jobs(Mode.COPY).map(CopyJob::mode)).containsExactly(Mode.COPY, Mode.COPY);
    }

    @Test
    void copies_takeEachFieldFromTheNearest() {
        String plan = LEAST.replace(
                                "  imageId: m-1\n",
                                "  imageId: general\n  alibaba: {imageId: ours, description: image}\n  tags: {a: image, b: image}\n")
                        .replace("- account: ali", "- {account: ali, tags: {a: target}}")
                + "defaults: {description: default, tags: {b: default, c: default}, alibaba: {resourceGroupId: rg}}\n";

        assertThat(parse(plan).copies().get(0).request())
                .isEqualTo(AlibabaCopyImageRequest.builder()
                        .imageId("ours")
                        .name("golden")
                        .description("image")
                        .resourceGroupId("rg")
                        .tags(Map.of("a", "target", "b", "image", "c", "default"))
                        .build());
    }

    @Test
    void copies_ofHuaweiImages_crossRegionsOnlyIfTheyNameAnother() {
        String plan = LEAST.replace(
                "- account: ali", "- {account: hw, regions: [eu-west-101, ap-1], agencyName: a, cmkId: k}");

        assertThat(parse(plan).copies().stream().map(PlanCopy::request))
                .containsExactly(
                        HuaweiCopyImageRequest.builder()
                                .imageId("m-1")
                                .name("golden")
                                .cmkId("k")
                                .build(),
                        HuaweiCopyToRegionRequest.builder()
                                .imageId("m-1")
                                .name("golden")
                                .targetRegion("ap-1")
                                .agencyName("a")
                                .build());
    }

    @Test
    void copies_ofDesktops_takeTheNearestSource() {
        String plan = LEAST.replace("- account: ali", "- {account: yc, desktopId: d}");

        assertThat(parse(plan).copies().get(0).request())
                .isEqualTo(YandexCopyFromDesktopRequest.builder()
                        .desktopId("d")
                        .folderId("b1gfolder")
                        .name("golden")
                        .build());
    }

    @Test
    void variables_haveTheirValues() {
        String name = "${image}_${date}_${time}_${account}_${cloud}_${region}_${plan}_${env:BUILD_NUMBER}_$${x}";
        String plan = LEAST.replace("- account: ali", "- {account: ali, region: no, name: '" + name + "'}")
                + "environment: [BUILD_NUMBER]\ntimeZone: Asia/Tokyo\n";

        assertThat(parse(plan).copies().get(0).name())
                .isEqualTo("golden_2026-11-30_084718_ali_alibaba_no_plan_4711_${x}");
    }

    @Test
    void values_thatOlderYamlMistakes_areWhatTheUserWrote() {
        String plan = LEAST.replace(
                "- account: ali", "- {account: ali, region: no, name: 1.10, tags: {on: off, v: 010, t: 12:30}}");

        AlibabaCopyImageRequest request =
                (AlibabaCopyImageRequest) parse(plan).copies().get(0).request();

        assertThat(request.targetRegion()).contains("no");
        assertThat(request.name()).contains("1.10");
        assertThat(request.tags()).isEqualTo(Map.of("on", "off", "v", "010", "t", "12:30"));
    }

    @Test
    void environment_isWhatIsNeededToReadThePlanAgain_andNothingElse() {
        String plan = LEAST.replace("- account: ali", "- {account: ali, name: 'a${env:BUILD_NUMBER}'}")
                + "environment: [BUILD_NUMBER, NOT_SET, OLD_KEY]\nx-notes: ${env:TOKEN}\n";
        Map<String, String> all =
                Map.of("BUILD_NUMBER", "4711", "TOKEN", "a", "HOME", "/root", "OLD_KEY", "LTAI5tQx7Canary3Zz9Wd5");

        Plan first = Plan.parse(plan.getBytes(UTF_8), Path.of("plan.yaml"), new PlanContext(CONTEXT.now(), all));

        assertThat(first.environment()).isEqualTo(Map.of("BUILD_NUMBER", "4711"));
        assertThat(Plan.parse(
                        plan.getBytes(UTF_8),
                        Path.of("plan.yaml"),
                        new PlanContext(CONTEXT.now(), first.environment())))
                .isEqualTo(first);
    }

    @Test
    void parse_readsThePlanOfAWholeFleet() {
        StringBuilder plan =
                new StringBuilder("version: 1\naccounts: {ali: {cloud: alibaba, region: cn-hangzhou}}\nimages:\n");
        for (int i = 0; i < 5_000; i++) {
            plan.append("- {name: image-%1$d, imageId: m-%1$d, targets: [{account: ali, regions: [a1, b2]}]}\n"
                    .formatted(i));
        }

        assertThat(parse(plan.toString()).copies()).hasSize(10_000);
    }

    @Test
    void name_isTheFilesUnlessThePlanHasOne() {
        assertThat(Plan.parse(LEAST.getBytes(UTF_8), Path.of("a/nightly.prod.yaml"), CONTEXT)
                        .name())
                .isEqualTo("nightly.prod");
        assertThat(parse(LEAST + "name: weekly-${date}\n").name()).isEqualTo("weekly-2026-11-29");
    }

    @Test
    void policies_andLimits_areThoseOfBulkCopy() {
        Plan plan = parse(
                LEAST
                        + """
                        limits:
                          inRun: 7
                          otherRegions: 6
                          inRegion: {alibaba: 5, huawei: 4}
                          inAccount: {huaweiToRegion: 3, yandexFromDesktop: 2}
                        policies:
                          onFailure: stop
                          attempts: 4
                          deadline: 1d2h
                          copyDeadline: 90m
                          callTimeout: 1m30s
                          attemptTimeout: 500ms
                          deleteLeftovers: true
                          namesAreUnique: true
                          settleWindow: 5m
                          readAhead: 10
                          verify: true
                        """);

        assertThat(plan.limits().inRun()).isEqualTo(7);
        assertThat(plan.limits().otherRegions()).isEqualTo(6);
        assertThat(plan.limits().inRegion()).isEqualTo(Map.of("alibaba-ecs", 5, "huawei-ims", 4, "servicefabric", 16));
        assertThat(plan.limits().inAccount())
                .isEqualTo(Map.of("huawei-ims/copy-image-to-region", 3, "yandex-desktop/copy-image-from-desktop", 2));
        assertThat(plan.policies().stopsAtFirstFailure()).isTrue();
        assertThat(plan.policies().attempts()).contains(4);
        assertThat(plan.policies().deadline()).contains(Duration.ofHours(26));
        assertThat(plan.policies().copyDeadline()).contains(Duration.ofMinutes(90));
        assertThat(plan.policies().callOptions().callTimeout()).contains(Duration.ofSeconds(90));
        assertThat(plan.policies().callOptions().attemptTimeout()).contains(Duration.ofMillis(500));
        assertThat(plan.policies().deletesLeftovers()).isTrue();
        assertThat(plan.policies().resumePolicy()).isEqualTo(ResumePolicy.uniqueNames(Duration.ofMinutes(5)));
        assertThat(plan.policies().readAhead()).contains(10);
        assertThat(plan.policies().verify()).isTrue();
    }

    @Test
    void accounts_knowWhereTheirSecretsAre(@TempDir Path folder) {
        String plan = LEAST.replace(
                "sf: {cloud: servicefabric, endpoint: 'https://cluster:19080'}",
                "sf: {cloud: servicefabric, endpoint: 'https://cluster:19080', certificateFile: client.pfx,"
                        + " certificatePasswordVariable: PFX_PASSWORD}");

        Plan read = Plan.parse(plan.getBytes(UTF_8), folder.resolve("plan.yaml"), CONTEXT);

        PlanAccount.ServiceFabric cluster =
                (PlanAccount.ServiceFabric) read.accounts().get("sf");
        assertThat(cluster.identity())
                .isEqualTo(new PlanAccount.ClusterIdentity(
                        Optional.of(folder.resolve("client.pfx")),
                        Optional.empty(),
                        Optional.of("PFX_PASSWORD"),
                        Optional.empty()));
    }

    @Test
    void read_whenThereIsNoFile_saysSo(@TempDir Path folder) {
        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> Plan.read(folder.resolve("plan.yaml")))
                .withMessageEndingWith("plan.yaml: there is no such file");
        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> Plan.read(folder))
                .withMessageEndingWith(": this is a folder");
    }

    @Test
    void read_whenTheFileIsHuge_refusesItWithoutReadingAllOfIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.yaml"), "#".repeat(2_000_000));

        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> Plan.read(file))
                .withMessageEndingWith("plan.yaml: the file is larger than 1 MiB");
    }

    @Test
    void message_isOneLineForEachViolation() {
        assertThatExceptionOfType(PlanException.class)
                .isThrownBy(() -> parse(LEAST.replace("version: 1", "version: 3\ncolor: red")))
                .withMessage("plan.yaml:1:10: version: must be 1, in digits without leading zeros, signs, quotes and"
                        + " separators\nplan.yaml:2:1: color: is not a key of a plan");
    }

    @Test
    void context_ofTheSystem_isNow() {
        assertThat(PlanContext.ofSystem().now()).isBeforeOrEqualTo(Instant.now());
    }
}
