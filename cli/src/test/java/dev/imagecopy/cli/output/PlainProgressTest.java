package dev.imagecopy.cli.output;

import static dev.imagecopy.cli.output.Samples.ended;
import static dev.imagecopy.cli.output.Samples.moved;
import static dev.imagecopy.cli.output.Samples.planned;
import static dev.imagecopy.cli.output.Samples.total;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.OperationState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private final StringWriter text = new StringWriter();
    private final Printer printer = new Printer(new PrintWriter(text), Secrets.of(Map.of()));

    @Test
    void run_isALineForEachChange() {
        PlainProgress progress = new PlainProgress(printer, true);
        progress.begin(planned("web", "database"));
        progress.event(moved("web", OperationState.QUEUED, -1));
        progress.event(moved("web", OperationState.RUNNING, 10));
        progress.event(moved("web", OperationState.RUNNING, 20));
        progress.event(moved("web", OperationState.SUCCEEDED, 100));
        progress.event(ended("web", CopyStatus.SUCCEEDED));

        assertThat(text.toString().lines())
                .containsExactly(
                        "2 copies",
                        "queued       web  ali/cn-beijing",
                        "running      web  ali/cn-beijing",
                        "copied       web  ali/cn-beijing  m-copy  1:15");
    }

    @Test
    void total_isToldTwiceAMinuteUntilAllIsDone() {
        PlainProgress progress = new PlainProgress(printer, true);
        progress.begin(planned("web", "database"));
        for (int second = 0; second < 90; second++) {
            progress.event(total(1, 0, 1, 0, Duration.ofSeconds(second)));
        }
        progress.event(total(2, 0, 0, 0, Duration.ofSeconds(1000)));

        assertThat(text.toString().lines())
                .containsExactly("2 copies", "1 of 2 done, 1 running, 1:10 left", "1 of 2 done, 1 running, 1:10 left");
    }

    @Test
    void copyThatContinues_hasNoErrorBesideIt() {
        PlainProgress progress = new PlainProgress(printer, false);
        progress.event(ended("web", CopyStatus.LEFT_RUNNING, new CancellationException()));

        assertThat(text.toString()).isEqualTo("continues    web  ali/cn-beijing  1:15\n");
    }

    @Test
    void withoutDetails_onlyEndsAreTold() {
        PlainProgress progress = new PlainProgress(printer, false);
        progress.begin(planned("web"));
        progress.event(moved("web", OperationState.RUNNING, 10));
        progress.event(total(0, 0, 1, 0, Duration.ofSeconds(40)));
        progress.event(ended("web", CopyStatus.NOT_STARTED));

        assertThat(text.toString().lines()).containsExactly("not started  web  ali/cn-beijing  1:15");
    }
}
