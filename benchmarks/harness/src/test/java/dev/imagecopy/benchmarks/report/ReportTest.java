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

        assertThat(goal("1000 waiting copies, heap each beyond request and id")).contains("| bytes 804 | met |");
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
    void exchangesOverTls_haveATableOfTheirOwn() throws IOException {
        measured("ours", "YANDEX", "tls copy:1 bytes", 1500);
        measured("raw", "YANDEX", "tls copy:1 bytes", 1000);

        assertThat(report())
                .contains("## Over HTTPS with HTTP/2")
                .contains("| YANDEX | Allocation per exchange, bytes | 1.50 (1.50 to 1.50) |")
                .contains("| YANDEX | ours | 1500 ±0 % | 1.50 (1.50 to 1.50) |");
    }

    @Test
    void whatUsersFeel_isAbsent_whereNothingWasMeasured() throws IOException {
        measured("ours", "YANDEX", "copy:1 bytes", 1500);

        assertThat(report()).doesNotContain("## What users feel", "## Over HTTPS");
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
