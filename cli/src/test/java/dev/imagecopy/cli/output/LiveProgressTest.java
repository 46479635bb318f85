package dev.imagecopy.cli.output;

import static dev.imagecopy.cli.output.Samples.ended;
import static dev.imagecopy.cli.output.Samples.moved;
import static dev.imagecopy.cli.output.Samples.planned;
import static dev.imagecopy.cli.output.Samples.total;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveProgressTest {
    private final VirtualTerminal terminal = new VirtualTerminal(80, 24);
    private final LiveProgress progress = new LiveProgress(terminal.printer(), terminal::size, false);

    @AfterEach
    void end() {
        progress.end();
    }

    private List<String> drawn() {
        progress.draw(Duration.ofSeconds(5));
        return terminal.lines();
    }

    @Test
    void run_showsALineForEachRunningCopyAndTheTotal() {
        progress.begin(planned("web", "database"));
        progress.event(moved("web", 50, Duration.ofSeconds(30)));
        progress.event(moved("database", OperationState.RUNNING, -1));
        progress.event(total(0, 0, 2, 0, Duration.ofSeconds(5)));

        assertThat(drawn()).hasSize(3);
        assertThat(drawn().get(0)).matches("web       ali/cn-beijing  \\[=+> +]  50 %  0:30 left");
        assertThat(drawn().get(1)).matches("database  ali/cn-beijing  \\[ *<=> *] {8}0:0\\d");
        assertThat(drawn().get(2)).startsWith("0 of 2 done, 2 running").endsWith("0 %  1:10 left");
    }

    @Test
    void copyThatHasEnded_becomesALineThatStaysAboveTheBars() {
        progress.begin(planned("web", "database"));
        progress.event(moved("web", OperationState.RUNNING, 50));
        progress.event(moved("database", OperationState.RUNNING, 10));
        progress.event(ended("web", CopyStatus.SUCCEEDED));

        assertThat(drawn()).hasSize(3);
        assertThat(drawn().get(0)).isEqualTo("copied       web  ali/cn-beijing  m-copy  1:15");
        assertThat(drawn().get(1)).startsWith("database ");

        progress.end();

        assertThat(terminal.lines()).containsExactly("copied       web  ali/cn-beijing  m-copy  1:15");
    }

    @Test
    void barsThatFillTheTerminal_leaveNoneInItsHistory() {
        progress.begin(many());
        IntStream.range(0, 40).forEach(i -> progress.event(moved("image-" + i, OperationState.RUNNING, 20)));
        assertThat(drawn()).hasSize(23);

        progress.event(ended("image-0", CopyStatus.SUCCEEDED));
        progress.event(ended("image-1", CopyStatus.SUCCEEDED));
        progress.line("Detaching");

        assertThat(drawn()).hasSize(26);
        assertThat(drawn().get(2)).isEqualTo("Detaching");

        progress.end();

        assertThat(terminal.lines()).hasSize(3);
    }

    @Test
    void snapshotAfterTheOutcome_bringsNoBarBack() {
        progress.begin(planned("web"));
        progress.event(moved("web", OperationState.RUNNING, 50));
        progress.event(ended("web", CopyStatus.SUCCEEDED));
        progress.event(moved("web", OperationState.RUNNING, 60));

        assertThat(drawn()).noneMatch(line -> line.startsWith("web"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 24})
    void moreCopiesThanRows_areCounted(int rows) {
        terminal.resize(80, rows);
        progress.begin(many());
        IntStream.range(0, 40).forEach(i -> progress.event(moved("image-" + i, OperationState.RUNNING, i)));

        assertThat(drawn()).hasSizeLessThan(rows);
        if (rows >= 5) {
            assertThat(drawn().get(rows - 3)).isEqualTo("and " + (40 - rows + 3) + " more");
        }
    }

    @Test
    void shorterText_leavesNothingOfALongerOne() {
        progress.begin(planned("web"));
        progress.event(moved("web", 50, Duration.ofHours(10)));
        assertThat(drawn().get(0)).endsWith("10:00:00 left");

        progress.event(moved("web", 60, Duration.ofSeconds(1)));

        assertThat(drawn().get(0)).endsWith("60 %  0:01 left");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 79, 81, 120, 200})
    void resizedWhileRunning_leavesNothingBehind(int columns) {
        progress.begin(many());
        IntStream.range(0, 4).forEach(i -> progress.event(moved("image-" + i, OperationState.RUNNING, 20)));
        assertThat(drawn()).hasSize(5);

        terminal.resize(columns, 24);

        assertThat(drawn()).hasSize(5).allSatisfy(line -> assertThat(line).hasSizeLessThan(columns));

        terminal.resize(120, 24);
        assertThat(drawn()).hasSize(5);
        terminal.resize(80, 24);
        assertThat(drawn()).hasSize(5);
    }

    @Test
    void hostileNames_cannotControlTheTerminal() {
        progress.begin(planned(Samples.HOSTILE));
        progress.event(moved(Samples.HOSTILE, OperationState.RUNNING, 50)); // the terminal fails if it is controlled
        assertThat(drawn().get(0)).startsWith("a\\u{1b}");

        progress.event(ended(Samples.HOSTILE, CopyStatus.FAILED, new IllegalStateException(Samples.HOSTILE)));
        assertThat(drawn()).hasSize(3).first().asString().contains("\\u{202e}"); // its line is wrapped once
    }

    @Test
    void colors_areUsedOnlyIfThereAreSome() {
        progress.begin(planned("web"));
        progress.event(ended("web", CopyStatus.SUCCEEDED));
        assertThat(terminal.colored()).isZero();

        LiveProgress colorful = new LiveProgress(terminal.printer(), terminal::size, true);
        colorful.begin(planned("web"));
        colorful.event(moved("web", OperationState.RUNNING, 50));
        colorful.draw(Duration.ZERO);
        colorful.event(ended("web", CopyStatus.SUCCEEDED));
        colorful.end();
        assertThat(terminal.colored()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void end_keepsAnInterrupt() {
        progress.begin(planned("web"));
        Thread.currentThread().interrupt();

        progress.end();

        assertThat(Thread.interrupted()).isTrue();
    }

    private static List<PlannedCopy> many() {
        return IntStream.range(0, 40).mapToObj(i -> Samples.copy("image-" + i)).toList();
    }
}
