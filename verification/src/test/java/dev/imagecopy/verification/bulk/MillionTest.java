package dev.imagecopy.verification.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many jobs and many records in a bounded heap: 10,000 jobs and 50,000 records; 1,000,000 of each with {@code -Dsoak=true} (profile
 * {@code soak}), where what they cost is judged as well.
 */
class MillionTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int SOME = SOAK ? 10_000 : 1_000;
    private static final int MANY = SOAK ? 1_000_000 : 10_000;
    private static final int RECORDS = SOAK ? 1_000_000 : 50_000;
    private static final double MOST_TO_SOME = 1.2;
    private static final long MOST_MILLIS_TO_OPEN = 10_000;

    @TempDir
    private Path folder;

    @Test
    void jobs_ofALazyStream_takeBoundedMemory_andEachCostsTheSame() throws Exception {
        List<String> heap = with(SOAK ? "-Xmx256m" : "-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
        try (ChildProcess run = ChildProcess.start(
                LazyCopies.class,
                heap,
                List.of(
                        folder.toString(),
                        String.valueOf(SOAK ? 30_000 : SOME),
                        String.valueOf(SOME),
                        String.valueOf(MANY)))) {
            double some = Double.parseDouble(run.readLine());
            double many = Double.parseDouble(run.readLine());
            assertThat(run.waitFor()).isZero();
            System.out.printf(
                    "lazy jobs, heap %s: %d at %.1f us of CPU a copy, %d at %.1f us, ratio %.2f%n",
                    heap.get(0), SOME, some / 1e3, MANY, many / 1e3, many / some);
            if (SOAK) {
                assertThat(many / some).isLessThanOrEqualTo(MOST_TO_SOME);
            }
        }
    }

    @Test
    void store_ofManyRecords_opensInABoundedHeap() throws Exception {
        String file = folder.resolve("store.jsonl").toString();
        try (ChildProcess fill =
                ChildProcess.start(LargeStore.class, with(), List.of("fill", file, String.valueOf(RECORDS)))) {
            assertThat(fill.readLines("END")).isEmpty();
            assertThat(fill.waitFor()).isZero();
        }
        String heap = SOAK ? "-Xmx512m" : "-Xmx64m";
        try (ChildProcess open = ChildProcess.start(LargeStore.class, with(heap), List.of("open", file))) {
            List<String> said = open.readLines("END");
            System.out.printf(
                    "store: %s records (%d MB) opened in %s ms with %s%n",
                    said.get(1), Path.of(file).toFile().length() >> 20, said.get(0), heap);
            assertThat(said.get(1)).isEqualTo(String.valueOf(RECORDS));
            if (SOAK) {
                assertThat(Long.parseLong(said.get(0))).isLessThan(MOST_MILLIS_TO_OPEN);
            }
        }
    }

    /** Options of a process, with those of a short one unless it is to run for long. */
    private static List<String> with(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        if (!SOAK) {
            all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        return all;
    }
}
