package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.Main;
import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in this process, against simulators. */
class CommandsTest {
    private static final String ALIBABA = "cloud: alibaba, region: cn-hangzhou";

    @TempDir
    private Path folder;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final Terminal terminal = new Terminal();

    @AfterEach
    void close() {
        clouds.close();
    }

    private String store() {
        return "--store=" + folder.resolve("store");
    }

    private int ensure(Path plan) {
        return terminal.run("ensure", clouds.option(), store(), plan.toString());
    }

    private static String alibabaTarget(String name) {
        return "imageId: " + AlibabaEcsSimulator.SOURCE_IMAGE + ", region: cn-shanghai, name: " + name;
    }

    @Test
    void ensureDryRun_showsWhatIsMissing_andCopiesNothing() {
        Path plan = SimulatedClouds.plan(folder, "golden");

        assertThat(terminal.run("ensure", "--dry-run", clouds.option(), plan.toString()))
                .isZero();

        assertThat(terminal.out()).contains("missing", "fabric", "cn-shanghai");
        assertThat(clouds.copies()).isZero();
    }

    @Test
    void ensure_theReadmesPlan_makesTwelveCopies() {
        assertThat(ensure(Path.of("src/examples/first.yaml")))
                .as(terminal.err())
                .isZero();

        assertThat(clouds.copies()).isEqualTo(12);
        clouds.assertNothingCopiedTwice();
    }

    @Test
    void ensureSimulate_takesAnyPlan_andKeepsNothing() {
        Path plan = SimulatedClouds.plan(
                folder,
                "real",
                "cloud: alibaba, region: eu-central-1",
                "imageId: m-gw8someimageofours, region: cn-beijing, name: ours");

        assertThat(terminal.run("ensure", "--simulate", store(), plan.toString()))
                .as(terminal.err())
                .isZero();

        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void ensureDryRun_showsWhatIsUnderWay() {
        clouds.alibaba().script(Timeline.lasting(Duration.ofMinutes(5)));
        Path plan = SimulatedClouds.plan(folder, "golden", ALIBABA, alibabaTarget("golden"));
        assertThat(terminal.run(
                        "ensure", clouds.option(), store(), limited(plan).toString()))
                .isEqualTo(5);

        assertThat(terminal.run("ensure", "--dry-run", clouds.option(), plan.toString()))
                .isZero();

        assertThat(terminal.out()).contains("under way");
        assertThat(clouds.copies()).isEqualTo(1);
    }

    /** The same plan, which waits a moment only. */
    private Path limited(Path plan) {
        return with(plan, "copyDeadline: 1s");
    }

    private Path with(Path plan, String policy) {
        try {
            return SimulatedClouds.write(
                    folder.resolve("changed.yaml"), Files.readString(plan) + "policies: {" + policy + "}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ensure_failedCopy_isOne_withTheVendorsCode() {
        clouds.alibaba().script(Timeline.immediate().failing("DiskFull", "no space"));

        Path plan = SimulatedClouds.plan(folder, "golden", ALIBABA, alibabaTarget("golden"));
        assertThat(ensure(with(plan, "attempts: 1"))).isEqualTo(1);

        assertThat(terminal.err()).contains("golden", "one");
    }

    @Test
    void ensure_somethingElseHasTheName_isRefused() {
        clouds.serviceFabric().addFolder("CalcApp\\taken", "other.txt");
        Path plan = SimulatedClouds.plan(
                folder,
                "plan",
                "cloud: servicefabric, endpoint: 'https://cluster.example.com:19080'",
                "remoteSource: 'CalcApp\\v1', remoteDestination: 'CalcApp\\taken'");

        assertThat(ensure(plan)).isEqualTo(4);

        assertThat(clouds.copies()).isZero();
    }

    @Test
    void ensure_lostRequest_isAmbiguous_withWhatToDo() {
        clouds.huawei().failNext(Fault.dropRequest().on("copyImage"));
        Path plan = SimulatedClouds.plan(
                folder,
                "plan",
                "cloud: huawei, region: eu-west-101, projectId: " + HuaweiImsSimulator.PROJECT_ID,
                "imageId: " + HuaweiImsSimulator.SOURCE_IMAGE + ", name: golden, mode: copy");

        assertThat(ensure(with(plan, "callTimeout: 2s"))).as(terminal.out()).isEqualTo(3);

        assertThat(terminal.err()).contains("golden");
        assertThat(clouds.copies()).isZero();
    }

    @Test
    void resume_takesUpWhatATimeLimitLeft() {
        clouds.script(Timeline.lasting(Duration.ofSeconds(3)));
        Path plan = limited(SimulatedClouds.plan(folder, "golden", ALIBABA, alibabaTarget("golden")));
        assertThat(terminal.run("ensure", clouds.option(), store(), plan.toString()))
                .isEqualTo(5);

        assertThat(terminal.run("status", clouds.option(), store())).isZero();
        assertThat(terminal.out()).contains("golden", "cn-shanghai");
        assertThat(terminal.run("wait", clouds.option(), store(), "golden")).isZero();
        assertThat(terminal.run("resume", clouds.option(), store())).isZero();
        assertThat(clouds.copies()).isEqualTo(1);
    }

    @Test
    void copy_toSeveralRegions_makesACopyForEach() {
        assertThat(terminal.run(
                        "copy",
                        "alibaba",
                        AlibabaEcsSimulator.SOURCE_IMAGE,
                        "--name",
                        "golden",
                        "--to",
                        "cn-shanghai,cn-beijing",
                        clouds.option(),
                        store()))
                .as(terminal.err())
                .isZero();

        assertThat(clouds.alibaba().copies()).hasSize(2);
    }

    @Test
    void copy_again_isAnotherCopy() {
        String[] copy = {"copy", "huawei", HuaweiImsSimulator.SOURCE_IMAGE, "--name", "one", clouds.option(), store()};

        assertThat(terminal.run(copy)).as(terminal.err()).isZero();
        assertThat(terminal.run(copy)).isZero();

        assertThat(clouds.huawei().copies()).hasSize(2);
    }

    @Test
    void copy_insideAnImageStore() {
        assertThat(terminal.run(
                        "copy",
                        "servicefabric",
                        ServiceFabricSimulator.SOURCE_FOLDER,
                        "--to",
                        "CalcApp\\v2",
                        clouds.option(),
                        store()))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.run("list", "servicefabric", "--path", "CalcApp", clouds.option()))
                .isZero();
        assertThat(terminal.out()).contains("CalcApp\\v2");
    }

    @Test
    void copy_withSettings_sendsThem() {
        assertThat(terminal.run(
                        "copy",
                        "yandex",
                        YandexDesktopSimulator.SOURCE_IMAGE,
                        "--name",
                        "named",
                        "--with",
                        "description=nightly",
                        clouds.option(),
                        store()))
                .as(terminal.err())
                .isZero();

        assertThat(clouds.yandex().requests().toString()).isNotEmpty();
        assertThat(terminal.run("list", "yandex", "--name", "named", clouds.option()))
                .isZero();
        assertThat(terminal.out()).contains("named");
    }

    @Test
    void copy_withFlagsAndNumbers_takesThem() {
        assertThat(terminal.run(
                        "copy",
                        "alibaba",
                        AlibabaEcsSimulator.SOURCE_IMAGE,
                        "--name",
                        "golden-encrypted",
                        "--with",
                        "encrypted=true",
                        clouds.option(),
                        store()))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.run(
                        "copy",
                        "servicefabric",
                        ServiceFabricSimulator.SOURCE_FOLDER,
                        "--to",
                        "CalcApp\\v3",
                        "--account",
                        "copyResends=2",
                        "--with",
                        "checkMarkFile=false",
                        clouds.option(),
                        store()))
                .as(terminal.err())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy azure x | CLOUD must be",
                "copy alibaba m-1 --name one --to cn-shanghai --with nosuchkey=1 --region cn-hangzhou | nosuchkey",
                "copy alibaba m-1 --to cn-shanghai --region cn-hangzhou | --name",
                "copy servicefabric a --endpoint https://c:19080 | --to PATH",
                "list nowhere | ACCOUNT must be",
                "list alibaba --account accessKeySecret=x --region cn-hangzhou | accessKeySecret",
                "wait --timeout 0s | --timeout",
                "wait --timeout soon | --timeout",
                "cancel | --all",
                "cancel --all golden | --all",
                "simulate --ports 1,2 | --ports",
                "simulate --ports 70000 | --ports",
                "simulate --copy-time long | --copy-time",
                "resume --simulate | imagecopy simulate",
                "status --simulate | imagecopy simulate",
                "ensure nosuchplan.yaml | nosuchplan.yaml",
                "verify nosuchplan.yaml | nosuchplan.yaml",
                "check nowhere | ACCOUNT must be",
                "delete alibaba | IMAGE",
                "ensure --simulate=1,2 plan.yaml | --simulate",
                "ensure --simulate=0 plan.yaml | --simulate",
                "ensure --simulate=65535 plan.yaml | --simulate"
            })
    void misuse_isTwo_andSaysWhatIsMeant(String arguments, String told) {
        assertThat(terminal.run(arguments.split(" ")))
                .as(terminal.out() + terminal.err())
                .isEqualTo(2);

        assertThat(terminal.err()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "wait", "resume"})
    void emptyStore_isNoMistake(String command) {
        assertThat(terminal.run(command, clouds.option(), store())).isZero();

        assertThat(terminal.out()).contains(folder.resolve("store").toString());
    }

    @Test
    void simulatorsOfOtherPorts_haveAStateOfTheirOwn() {
        assertThat(ensure(SimulatedClouds.plan(folder, "golden", ALIBABA, alibabaTarget("golden"))))
                .isZero();

        assertThat(terminal.run("status", "--all", "--simulate=8601", store())).isZero();

        assertThat(terminal.out()).contains("No copy of");
    }

    @Test
    void help_namesEveryCommand_andEachHasItsOwn() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertThat(terminal.run(command, "--help")).isZero();
            assertThat(terminal.out()).contains("imagecopy " + command);
        }
    }
}
