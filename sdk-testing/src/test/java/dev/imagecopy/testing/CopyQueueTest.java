package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.alibaba.EcsImage;
import dev.imagecopy.testing.alibaba.EcsRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A region of Alibaba's with more copies than may run at the same time. */
class CopyQueueTest {
    private static final String REGION = "cn-beijing";
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final EcsRegions regions = new EcsRegions();

    @Test
    void copiesBeyondFive_wait() {
        enqueue(7, Timeline.lasting(HOUR));

        assertThat(statuses())
                .containsExactly("Creating", "Creating", "Creating", "Creating", "Creating", "Waiting", "Waiting");
    }

    @Test
    void queue_movesByItsOwnClock_notWhenItIsAskedAbout() {
        enqueue(12, Timeline.lasting(HOUR));

        time.advance(HOUR.multipliedBy(2).plusMinutes(30));

        // Five ran in the first hour, five in the second, two are half done in the third: nobody looked meanwhile.
        assertThat(statuses().subList(0, 10)).containsOnly("Available");
        assertThat(statuses().subList(10, 12)).containsOnly("Creating");
        assertThat(described().get(11)).containsEntry("Progress", "50%");
    }

    @Test
    void place_isFreeFromTheMomentOfACancel() {
        List<EcsImage> copies = enqueue(6, Timeline.lasting(HOUR));
        time.advance(Duration.ofMinutes(30));

        assertThat(copies.get(0).job().cancel()).isTrue();
        regions.remove(REGION, copies.get(0));
        time.advance(Duration.ofMinutes(15));

        assertThat(statuses()).last().isEqualTo("Creating");
        assertThat(described()).last().satisfies(last -> assertThat(last.get("Progress"))
                .isEqualTo("25%"));
    }

    @Test
    void waitingCopy_thatIsCancelled_givesItsPlaceInTheQueueUp() {
        List<EcsImage> copies = enqueue(7, Timeline.lasting(HOUR));

        regions.remove(REGION, copies.get(5));
        time.advance(HOUR);

        assertThat(statuses()).hasSize(6).last().isEqualTo("Creating");
    }

    @Test
    void limit_canBeSet_andStartsNothingBeforeThatMoment() {
        enqueue(3, Timeline.lasting(HOUR));
        regions.maxRunning(1, time.nanoTime());
        enqueue(2, Timeline.lasting(HOUR));
        assertThat(statuses()).endsWith("Creating", "Waiting", "Waiting");

        time.advance(Duration.ofMinutes(30));
        regions.maxRunning(10, time.nanoTime());
        time.advance(Duration.ofMinutes(6));

        assertThat(statuses()).containsOnly("Creating");
        assertThat(described()).last().satisfies(last -> assertThat(last.get("Progress"))
                .isEqualTo("10%"));
    }

    @Test
    void copiesThatTakeNoTime_neverWait() {
        enqueue(20, Timeline.immediate());

        assertThat(statuses()).containsOnly("Available");
    }

    private List<EcsImage> enqueue(int count, Timeline timeline) {
        List<EcsImage> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "m-" + regions.images(REGION).size();
            EcsImage copy = new EcsImage(id, REGION, id, "", Map.of(), false, "", time.now(), true);
            copy.await(start -> new SimulatedJob(timeline, time, start), time.nanoTime());
            regions.enqueue(REGION, copy);
            copies.add(copy);
        }
        return copies;
    }

    private List<String> statuses() {
        return regions.images(REGION).values().stream().map(EcsImage::statusNow).toList();
    }

    private List<Map<String, Object>> described() {
        return regions.images(REGION).values().stream()
                .map(image -> image.describe(false, 1))
                .toList();
    }
}
