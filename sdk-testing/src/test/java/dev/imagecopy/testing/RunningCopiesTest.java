package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.servicefabric.CopyWork;
import dev.imagecopy.testing.servicefabric.ImageStore;
import dev.imagecopy.testing.servicefabric.RunningCopies;
import dev.imagecopy.testing.servicefabric.StoredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies that are looked at only when they may have changed, compared with copies that are all looked at for every call. */
class RunningCopiesTest {
    private static final List<String> DESTINATIONS = List.of("A", "A\\x", "a\\X\\y", "A\\xy", "B", "b\\x", "Ax");

    private final ManualTimeSource time = new ManualTimeSource();
    private final RunningCopies running = new RunningCopies();

    /** One that is looked at for every call. */
    private record Copy(CopyWork work, OptionalLong answeredAt) {}

    @Test
    void advance_whileNothingCanHaveChanged_looksAtNone() {
        AtomicInteger looks = new AtomicInteger();
        ImageStore store = new ImageStore();
        for (int i = 0; i < 1_000; i++) {
            SimulatedJob job = job(Timeline.lasting(Duration.ofMinutes(3)));
            CopyWork work = work(store, job, "Fleet\\copy" + i);
            running.add(
                    work,
                    () -> {
                        looks.incrementAndGet();
                        return job.changesAt();
                    },
                    OptionalLong.empty());
        }
        looks.set(0);
        for (int i = 0; i < 1_000; i++) {
            time.advance(Duration.ofMillis(1));
            advance("Elsewhere\\copy" + i);
        }

        assertThat(looks).hasValue(0);
        time.advance(Duration.ofMinutes(3));
        advance("");
        assertThat(store.all()).hasSize(4_000);
    }

    @Test
    void advance_showsTheSameAsIfAllWereLookedAt() {
        for (int seed = 0; seed < 500; seed++) {
            compare(new Random(seed));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "App\\v1, App\\v1, true",
        "App\\v1, app\\V1, true",
        "App\\v1, App, true",
        "App\\v1, App\\v1\\Code\\bin, true",
        "App\\v1, App\\v10, false",
        "App\\v1, App\\v, false",
        "App\\v1, Ap, false"
    })
    void overlap_isTheSamePlaceOrOneInsideOrAroundIt(String first, String second, boolean overlaps) {
        running.add(
                work(new ImageStore(), job(Timeline.lasting(Duration.ofMinutes(1))), first),
                OptionalLong::empty,
                OptionalLong.empty());

        assertThat(running.overlap(second)).isEqualTo(overlaps);
    }

    private void compare(Random random) {
        ImageStore store = new ImageStore();
        ImageStore expected = new ImageStore();
        RunningCopies copies = new RunningCopies();
        List<Copy> all = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            time.advance(Duration.ofMillis(random.nextInt(4_000)));
            String path = DESTINATIONS.get(random.nextInt(DESTINATIONS.size()));
            boolean starts = random.nextInt(3) == 0;
            String listed = !starts && random.nextBoolean() ? path : "";
            copies.advance(listed, time.nanoTime(), time.now());
            all.forEach(copy -> copy.work.advance(
                    copy.work.destination().equalsIgnoreCase(listed),
                    copy.answeredAt.isPresent() && time.nanoTime() >= copy.answeredAt.getAsLong(),
                    time.now()));
            all.removeIf(copy -> !copy.work.isRunning());
            assertThat(List.copyOf(store.all())).isEqualTo(List.copyOf(expected.all()));
            DESTINATIONS.forEach(other -> assertThat(copies.overlap(other)).isEqualTo(overlap(all, other)));
            if (starts) {
                Timeline timeline = timeline(random);
                SimulatedJob job = job(timeline);
                OptionalLong answeredAt = random.nextBoolean()
                        ? OptionalLong.of(
                                time.nanoTime() + job.peek().remaining().toNanos())
                        : OptionalLong.empty();
                CopyWork work = work(store, job, path);
                CopyWork other = work(expected, job(timeline), path);
                work.advance(false, false, time.now());
                other.advance(false, false, time.now());
                copies.add(work, job::changesAt, answeredAt);
                all.add(new Copy(other, answeredAt));
            }
        }
    }

    private static boolean overlap(List<Copy> all, String path) {
        String mine = (path + "\\").toLowerCase(Locale.ROOT);
        return all.stream()
                .map(copy -> (copy.work.destination() + "\\").toLowerCase(Locale.ROOT))
                .anyMatch(other -> mine.startsWith(other) || other.startsWith(mine));
    }

    private static Timeline timeline(Random random) {
        Timeline timeline = random.nextInt(3) == 0
                ? Timeline.polls(1 + random.nextInt(4))
                : Timeline.lasting(Duration.ofMillis(random.nextInt(20_000)));
        if (random.nextInt(3) == 0) {
            timeline = random.nextBoolean()
                    ? timeline.queuedFor(1 + random.nextInt(2))
                    : timeline.queuedFor(Duration.ofMillis(random.nextInt(5_000)));
        }
        if (random.nextInt(4) == 0) {
            timeline = timeline.invisibleFor(1 + random.nextInt(2));
        }
        return switch (random.nextInt(5)) {
            case 0 -> timeline.failing("E_FAIL", "no").rollingBackFor(Duration.ofMillis(random.nextInt(3_000)));
            case 1 -> timeline.vanishing();
            default -> timeline;
        };
    }

    private SimulatedJob job(Timeline timeline) {
        return new SimulatedJob(timeline, time);
    }

    private static CopyWork work(ImageStore store, SimulatedJob job, String destination) {
        CopyWork work = new CopyWork(store, job, destination, true);
        for (String name : List.of("a", "b", "c", StoredFile.MARKER)) {
            work.add(new StoredFile("S\\" + name, 100, 1, ManualTimeSource.START), destination + "\\" + name);
        }
        return work;
    }

    private void advance(String listed) {
        running.advance(listed, time.nanoTime(), time.now());
    }
}
