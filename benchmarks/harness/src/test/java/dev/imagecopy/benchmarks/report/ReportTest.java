package dev.imagecopy.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private final StringBuilder results = new StringBuilder();

    @Test
    void goal_whenReached_isMet() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1200, 1210, 1190);
        measured("raw", "YANDEX", "copy:1 bytes", 1000, 1000, 1000);

        assertThat(goal("allocation per exchange, YANDEX")).endsWith("| copy:1 1.20 (1.19 to 1.21) | met |");
    }

    @Test
    void goal_whenMissed_saysWhyAndWhereToLook() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1400);
        measured("raw", "YANDEX", "copy:1 bytes", 1000);

        assertThat(goal("allocation per exchange, YANDEX")).contains("**open**: the [profiles](#profiles) show");
    }

    @Test
    void goal_whenNothingWasMeasured_isOpen() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1400);

        assertThat(goal("classes loaded")).endsWith("| not measured | **open**: not measured |");
    }

    @Test
    void ratio_whenTheLimitIsInItsRange_isNotResolved() throws IOException {
        measured("ours", "ALIBABA", "copy:8 cpuMicros", 110, 130, 115);
        measured("raw", "ALIBABA", "copy:8 cpuMicros", 100, 100, 100);

        assertThat(goal("CPU per copy, ALIBABA")).contains("| met; not resolved by the noise: copy:8 |");
    }

    @Test
    void copiesThatOpenAConnection_areComparedWithTheClientThatDoesSoToo() throws IOException {
        for (String cloud : new String[] {"HUAWEI", "FABRIC"}) {
            measured("ours", cloud, "copy:1 bytes", 1000);
            measured("raw", cloud, "copy:1 bytes", 500);
            measured("raw-fresh", cloud, "copy:1 bytes", 1000);

            assertThat(goal("allocation per exchange, " + cloud)).contains("copy:1 1.00");
        }
    }

    @Test
    void waitingCopy_isWhatItTakesBeyondRequestAndId_whichTheReportDefines() throws IOException {
        measured("ours", "HUAWEI", "fleet waiting", 1000);
        measured("ours", "HUAWEI", "fleet heapBytesEach", 1239);
        measured("ours", "HUAWEI", "fleet dataBytesEach", 435);
        measured("ours", "HUAWEI", "fleet benchmarkBytesEach", 64);

        assertThat(goal("waiting copies, heap each beyond request and id")).contains("| 1000 on HUAWEI 740 | met |");
        assertThat(report()).contains("`heapBytesEach` is what", "`dataBytesEach` is a copy's request and id");
    }

    @Test
    void transportThreads_areTheMostOfAllThatWasRun() throws IOException {
        measured("ours", "HUAWEI", "fleet transportThreads", 14);
        measured("ours", "HUAWEI", "each second transportThreads", 257);
        measured("ours", "FABRIC", "felt at once transportThreads", 500);

        assertThat(goal("threads of a transport"))
                .contains("polled each second on HUAWEI 257; waiting on HUAWEI 14", "**open**");
        assertThat(goal("the same with copies that are open calls"))
                .contains("at once on FABRIC 500")
                .contains("met");
    }

    @Test
    void copiesAtOnce_areHeldAgainstWhatDurationsAllow() throws IOException {
        measured("ours", "HUAWEI", "felt at once copies", 1000);
        measured("ours", "HUAWEI", "felt at once errors", 0);
        measured("ours", "HUAWEI", "felt at once seconds", 46);
        measured("ours", "HUAWEI", "felt at once allowedSeconds", 40);

        assertThat(goal("1000 copies at once on each client: no error")).endsWith("| HUAWEI 0 | met |");
        assertThat(goal("1000 copies at once on each client: makespan")).contains("| HUAWEI 1.15 | **open**");
        assertThat(report()).contains("## What users feel").contains("| HUAWEI | 1000 | 0 | 46 | 40 |");
    }

    @Test
    void waitingCopies_areAGoalOnEachService() throws IOException {
        for (String cloud : new String[] {"HUAWEI", "ALIBABA"}) {
            measured("ours", cloud, "fleet waiting", 500);
            measured("ours", cloud, "fleet heapBytesEach", cloud.equals("HUAWEI") ? 1500 : 1700);
            measured("ours", cloud, "fleet dataBytesEach", 500);
            measured("ours", cloud, "fleet benchmarkBytesEach", 0);
        }

        assertThat(goal("waiting copies, heap each beyond request and id"))
                .contains("| 500 on ALIBABA 1200; 500 on HUAWEI 1000 | **open**");
    }

    @Test
    void cpuGoal_leavesTheCompilersOut() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1000);
        measured("ours", "YANDEX", "copy:1 cpuMicros", 200, 150);
        measured("ours", "YANDEX", "copy:1 compilerMicros", 90, 40);
        measured("raw", "YANDEX", "copy:1 cpuMicros", 110, 120);
        measured("raw", "YANDEX", "copy:1 compilerMicros", 10, 20);

        assertThat(goal("CPU per copy, YANDEX")).endsWith("| copy:1 1.10 (1.10 to 1.10) | met |");
        assertThat(report())
                .contains("| YANDEX | CPU per exchange, µs | 1.53 (1.25 to 1.82) |")
                .contains("| YANDEX | CPU per exchange but for the compilers', µs | 1.10 (1.10 to 1.10) |");
    }

    @Test
    void ratio_whenTheLimitOfItsGoalIsInItsRange_isMarked() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1200, 1300);
        measured("raw", "YANDEX", "copy:1 bytes", 1000, 1000);

        assertThat(report()).contains("| YANDEX | Allocation per exchange, bytes | 1.25 (1.20 to 1.30) ? |");
    }

    @Test
    void missedCpuGoal_saysWhereTheDifferenceToTheYardstickComesFrom() throws IOException {
        measured("ours", "YANDEX", "copy:1 cpuMicros", 200);
        measured("raw", "YANDEX", "copy:1 cpuMicros", 100);
        profiled("ours", 100, "SDK: Redactor.clean", 0.5, "okhttp3", 0.5);
        profiled("raw", 60, "benchmark: Signing.hmac", 0.25, "okhttp3", 0.75);

        assertThat(goal("CPU per copy, YANDEX"))
                .contains("**open**: the [profile](#profiles) of copy:8 has 160.0 µs beside 120.0 of `raw`; of the")
                .contains("difference are system calls +0.0, the garbage collector +0.0, OkHttp +5.0, Jackson +0.0,")
                .contains("this SDK +50.0, the caller's own code -15.0; the most of ours take Redactor.clean 50.0");
    }

    @Test
    void missedThroughput_saysWhatTheCopiesTookOfTheCores() throws IOException {
        measured("ours", "YANDEX", "copy:8 perSecond", 8000);
        measured("ours", "YANDEX", "copy:8 cpuMicros", 150);
        measured("raw", "YANDEX", "copy:8 perSecond", 10_000);
        measured("raw", "YANDEX", "copy:8 cpuMicros", 110);

        assertThat(goal("copies per second, YANDEX"))
                .contains("**open**: client and server share two cores")
                .contains("copy:8 1.20 (1.10)");
    }

    @Test
    void coldStart_isToldWithoutTheJvmToo_turnByTurn() throws IOException {
        measured("ours", "YANDEX", "cold millis", 450, 540);
        measured("raw", "YANDEX", "cold millis", 550, 640);
        measured("a JVM alone", "YANDEX", "cold millis", 50, 40);

        assertThat(goal("cold start"))
                .contains("| YANDEX 0.83 (0.82 to 0.84) | **open**", "YANDEX 0.82 (0.80 to 0.83)");
    }

    @Test
    void coldStart_hasAProfileBesideTheYardsticks() throws IOException {
        measured("ours", "YANDEX", "cold millis", 540);
        measured("raw", "YANDEX", "cold millis", 640);
        started("ours", 520, 40, 200, 280);
        started("raw", 600, 40, 160, 400);
        measured("ours", "YANDEX", "start client of slf4j", 25);
        measured("ours", "YANDEX", "start copy of Jackson", 30);
        measured("raw", "YANDEX", "start copy of Jackson", 180);

        assertThat(report())
                .contains("### A cold start")
                .contains("| all | 200.0 | 280.0 | 160.0 | 400.0 |")
                .contains("| classes of Jackson | 0.0 | 30.0 | 0.0 | 180.0 |")
                .contains("| classes of slf4j | 25.0 | 0.0 | 0.0 | 0.0 |");
        assertThat(goal("cold start"))
                .contains("YANDEX 520 ms beside 600 of `raw`, of which the JVM 40 and 40;")
                .contains("of the difference are classes of Jackson -150, of slf4j +25.");
    }

    private void started(String contender, double all, double jvm, double client, double copy) {
        measured(contender, "YANDEX", "start all", all);
        measured(contender, "YANDEX", "start JVM", jvm);
        measured(contender, "YANDEX", "start client", client);
        measured(contender, "YANDEX", "start copy", copy);
    }

    @Test
    void copiesAtOnce_haveAProfileOfTheirFirstSeconds() throws IOException {
        measured("ours", "HUAWEI", "felt first seconds acceptedSeconds", 2.5);
        measured("ours", "HUAWEI", "felt first seconds cpuMicros", 3_400_000);
        measured("ours", "HUAWEI", "felt first seconds compilerMicros", 1_200_000);
        measured("ours", "HUAWEI", "felt first seconds codeMicros", 2_000_000);
        measured("ours", "HUAWEI", "felt first seconds interpreted", 0.75);
        measured("ours", "HUAWEI", "felt first seconds code of loading classes", 0.4);
        measured("ours", "HUAWEI", "felt first seconds serviceMicros", 1_100_000);

        assertThat(report())
                .contains("| the last call had returned after, s | 2.50 |")
                .contains("| the client's compilers | 1.20 |")
                .contains("| of its code, loading classes | 0.80 |")
                .contains("| of its code, interpreted | 1.50 |")
                .contains("| the service's CPU | 1.10 |");
    }

    @Test
    void profile_standsBesideTheYardsticks_withALineForEachPart() throws IOException {
        profiled("ours", 100, "SDK: Redactor.clean", 0.5, "SDK: Unknown.method", 0.5);
        profiled("raw", 60, "okhttp3", 1, "kotlin", 0);

        assertThat(report())
                .contains("### YANDEX, copy:8")
                .contains("| CPU, µs | ours | raw | why |")
                .contains("| all | 160.0 | 120.0 |  |")
                .contains("| all methods of this SDK | 100.0 | 0.0 |  |")
                .contains("| Redactor.clean | 50.0 | 0.0 | texts of the service that are shown, searched for secrets |")
                .contains("| Unknown.method | 50.0 | 0.0 | not explained yet |")
                .contains("| okhttp3 | 0.0 | 60.0 | the call with");
        assertThat(goal("none of our methods")).contains("| unexplained 1 | **open**");
    }

    @Test
    void profile_showsTheFiveGreatestOfOurMethods_howeverSmall() throws IOException {
        profiled("ours", 100, "okhttp3", 0.8, "SDK: others", 0.08);
        for (int i = 1; i <= 6; i++) {
            measured("ours", "YANDEX", "profile copy:8 code SDK: Small.method" + i, 0.015 + i / 1000.0);
        }
        profiled("raw", 60, "okhttp3", 1, "kotlin", 0);

        assertThat(report())
                .contains("| of these, methods below 1 % each |", "| Small.method6 |", "| Small.method2 |")
                .doesNotContain("Small.method1 ");
    }

    @Test
    void growth_isThatOfTwoProcessesInTheSameSeconds() throws IOException {
        measured("ours", "HUAWEI", "growth many pollCpuMicros", 210, 330);
        measured("ours", "HUAWEI", "growth few pollCpuMicros", 200, 300);

        assertThat(goal("growth, CPU per copy")).contains("| a poll 1.08 (1.05 to 1.10) | met");
        assertThat(report()).contains("| pollCpuMicros | 270 ±22 % | 250 ±20 % | 1.08 (1.05 to 1.10) |");
    }

    @Test
    void vendors_areComparedTurnByTurn() throws IOException {
        measured("ours", "HUAWEI", "cold millis", 50, 80);
        measured("huawei-sdk", "HUAWEI", "cold millis", 100, 100);

        assertThat(report()).contains("| HUAWEI | huawei-sdk | 0.65 (0.50 to 0.80) | – |");
    }

    @Test
    void jars_areThoseForOneService() throws IOException {
        measured("ours", "HUAWEI", "cold millis", 50);
        for (String jar :
                new String[] {"sdk-core-1.jar", "sdk-huawei-ims-1.jar", "sdk-alibaba-ecs-1.jar", "okhttp-5.jar"}) {
            measured("ours", "", "jar " + jar, 1e6);
        }

        assertThat(report()).contains("| HUAWEI | ours | 50.0 ±0 % | – | – | 3 | 3 |");
        assertThat(goal("whole runtime tree")).contains("| HUAWEI 3 | met");
        assertThat(goal("run-time jars with code")).endsWith("| others 0 | met |");
    }

    @Test
    void exchangesOverTls_haveATableOfTheirOwn() throws IOException {
        measured("ours", "YANDEX", "tls copy:1 bytes", 1500);
        measured("raw", "YANDEX", "tls copy:1 bytes", 1000);

        assertThat(report())
                .contains("## Over HTTPS with HTTP/2")
                .contains("| YANDEX | Allocation per exchange, bytes | 1.50 (1.50 to 1.50) |")
                .contains("| YANDEX | ours | 1500 ±0 % | 1.50 (1.50 to 1.50) |");
        assertThat(goal("allocation per exchange over HTTPS, YANDEX")).contains("copy:1 1.50", "**open**");
    }

    @Test
    void whatUsersFeel_isAbsent_whereNothingWasMeasured() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1500);

        assertThat(report()).doesNotContain("## What users feel", "## Over HTTPS");
    }

    /** A copy with 40 µs of system calls and 20 µs of collection around the code. */
    private void profiled(String contender, double code, String one, double share, String other, double otherShare) {
        measured(contender, "YANDEX", "profile copy:8 cpuMicros", code + 60);
        measured(contender, "YANDEX", "profile copy:8 codeMicros", code);
        measured(contender, "YANDEX", "profile copy:8 systemMicros", 40);
        measured(contender, "YANDEX", "profile copy:8 collectorMicros", 20);
        measured(contender, "YANDEX", "profile copy:8 compilerMicros", 0);
        measured(contender, "YANDEX", "profile copy:8 bytes", 1000);
        measured(contender, "YANDEX", "profile copy:8 code " + one, share);
        measured(contender, "YANDEX", "profile copy:8 code " + other, otherShare);
    }

    private void measured(String contender, String cloud, String metric, double... values) {
        for (double value : values) {
            results.append(String.format(
                    Locale.ROOT,
                    "{\"contender\":\"%s\",\"cloud\":\"%s\",\"metric\":\"%s\",\"value\":%s}%n",
                    contender,
                    cloud,
                    metric,
                    value));
        }
    }

    private String report() throws IOException {
        Files.writeString(folder.resolve("results.jsonl"), results);
        Report.write(folder);
        return Files.readString(folder.resolve("README.md"));
    }

    private String goal(String begin) throws IOException {
        return report().lines()
                .filter(line -> line.startsWith("| " + begin))
                .findFirst()
                .orElseThrow();
    }
}
