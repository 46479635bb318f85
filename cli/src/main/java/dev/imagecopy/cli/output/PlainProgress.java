package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line for each change, for pipelines and logs: when a copy begins, changes its state or ends, and twice a minute the total. */
final class PlainProgress implements Progress {
    private static final Duration BETWEEN_TOTALS = Duration.ofSeconds(30);

    private final Printer out;
    private final boolean detailed;
    private final Map<String, OperationState> states = new HashMap<>(); // guarded by this
    private Duration told = Duration.ZERO; // guarded by this
    private long planned; // guarded by this

    /**
     * @param out where lines go
     * @param detailed whether to tell more than how copies end
     */
    PlainProgress(Printer out, boolean detailed) {
        this.out = out;
        this.detailed = detailed;
    }

    @Override
    public synchronized void begin(List<PlannedCopy> copies) {
        planned = copies.size();
        if (detailed && planned > 0) {
            line(TotalText.copies(planned));
        }
    }

    @Override
    public synchronized void event(RunEvent event) {
        if (event instanceof RunEvent.Ended ended) {
            line(OutcomeText.line(ended.outcome(), false));
        } else if (detailed && event instanceof RunEvent.Total now) {
            total(now.progress());
        } else if (detailed && event instanceof RunEvent.Moved moved) {
            move(moved.progress());
        }
    }

    private void total(BulkProgress now) {
        if (now.elapsed().minus(told).compareTo(BETWEEN_TOTALS) >= 0 && now.done() < TotalText.total(now, planned)) {
            told = now.elapsed();
            String left = now.timeLeft()
                    .map(time -> ", " + Durations.clock(time) + " left")
                    .orElse("");
            line(TotalText.of(now, planned) + left);
        }
    }

    private void move(CopyProgress progress) {
        String key = progress.job() + progress.client() + progress.target();
        if (progress.state().isTerminal() || states.put(key, progress.state()) == progress.state()) {
            return;
        }
        String word = progress.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        line(TerminalText.pad(word, 12) + " " + Place.of(progress.client(), progress.target(), ""));
    }

    @Override
    public synchronized void line(String line) {
        out.line(line);
    }

    @Override
    public void end() {}
}
