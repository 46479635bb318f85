package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Moving bars at the end of a terminal: a line for each copy in progress, as many as fit, and one for the whole run. A copy that
 * has ended becomes a line above them, which stays.
 */
final class LiveProgress implements Progress {
    private static final int REDRAW_MILLIS = 200;

    /** Below the copies: how many more there are, the total, and the line of the cursor. */
    private static final int OTHER_ROWS = 3;

    private static final Long ENDED = -1L;

    private final Screen screen;
    private final boolean colors;
    private final Map<String, Long> order = new HashMap<>(); // guarded by this
    private final Map<Long, CopyBar> bars = new ConcurrentSkipListMap<>();
    private volatile long planned;
    private volatile int names;
    private volatile int places;
    private volatile @Nullable BulkProgress total;
    private volatile @Nullable ProgressBar whole;

    /**
     * @param out the terminal
     * @param size its size, asked for at each redrawing
     * @param colors whether to use colors
     */
    LiveProgress(Printer out, Supplier<ScreenSize> size, boolean colors) {
        this.screen = new Screen(out, size);
        this.colors = colors;
    }

    @Override
    public void begin(List<PlannedCopy> copies) {
        planned = copies.size();
        for (PlannedCopy copy : copies) {
            widen(Place.of(copy.client(), copy.target(), copy.source()));
        }
        whole = new ProgressBarBuilder()
                .setTaskName("total")
                .setInitialMax(planned)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .continuousUpdate()
                .setRenderer((state, length) -> {
                    draw(state.getTotalElapsed());
                    return "";
                })
                .setConsumer(new Drawn())
                .build();
    }

    private void widen(Place place) {
        names = Math.max(names, TerminalText.columns(place.name()));
        places = Math.max(places, TerminalText.columns(place.where()));
    }

    @Override
    public void event(RunEvent event) {
        if (event instanceof RunEvent.Total now) {
            total = now.progress();
            ProgressBar bar = whole;
            if (bar != null) {
                bar.stepTo(now.progress().done());
            }
        } else if (event instanceof RunEvent.Moved moved) {
            move(moved.progress());
        } else if (event instanceof RunEvent.Ended ended) {
            end(ended.outcome());
        }
    }

    private void move(CopyProgress progress) {
        if (whole == null || progress.state().isTerminal()) {
            return; // what became of it is told by its outcome
        }
        CopyBar bar = bar(key(progress), progress);
        if (bar != null) {
            bar.move(progress);
        }
    }

    /** Null if the copy has ended: its last snapshots may arrive after its outcome, on other threads. */
    private synchronized @Nullable CopyBar bar(String key, CopyProgress progress) {
        long number = order.computeIfAbsent(key, first -> (long) order.size());
        if (number < 0) {
            return null;
        }
        return bars.computeIfAbsent(number, first -> {
            Place place = Place.of(progress.client(), progress.target(), "");
            widen(place);
            return new CopyBar(place, colors);
        });
    }

    private void end(CopyOutcome outcome) {
        CopyBar bar = remove(key(outcome));
        if (bar != null) {
            bar.close();
        }
        screen.above(OutcomeText.line(outcome, colors), OutcomeText.INDENT);
    }

    private synchronized @Nullable CopyBar remove(String key) {
        Long number = order.put(key, ENDED);
        return number == null ? null : bars.remove(number);
    }

    private static String key(CopyProgress progress) {
        return progress.job().isEmpty() ? progress.client() + " " + progress.target() : progress.job();
    }

    private static String key(CopyOutcome outcome) {
        return outcome.job().isEmpty() ? outcome.client() + " " + outcome.target() : outcome.job();
    }

    @Override
    public void line(String line) {
        screen.above(line, "");
    }

    @Override
    public void aside(Runnable print) {
        screen.aside(print);
    }

    /** Redraws the bars; five times a second, the library does. */
    void draw(Duration elapsed) {
        screen.draw(size -> lines(size, elapsed));
    }

    private List<String> lines(ScreenSize size, Duration elapsed) {
        BarLayout layout = BarLayout.of(size, names, places);
        int room = Math.max(0, size.rows() - OTHER_ROWS);
        List<String> lines = new ArrayList<>();
        int hidden = 0;
        for (CopyBar bar : bars.values()) {
            if (lines.size() < room) {
                lines.add(bar.line(layout));
            } else {
                hidden++;
            }
        }
        if (hidden > 0 && room > 0) {
            lines.add(TerminalText.fit("and " + hidden + " more", layout.columns()));
        }
        lines.add(totalLine(layout, elapsed));
        return lines;
    }

    private String totalLine(BarLayout layout, Duration elapsed) {
        BulkProgress now = total;
        if (now == null) {
            return TerminalText.fit(TotalText.copies(planned), layout.columns());
        }
        long all = TotalText.total(now, planned);
        double part = all == 0 ? 0 : (double) now.done() / all;
        String time =
                now.timeLeft().map(left -> Durations.clock(left) + " left").orElseGet(() -> Durations.clock(elapsed));
        String bar = Style.MOVING.on(layout.filled(part), colors);
        return layout.total(TotalText.of(now, planned), bar, (int) (100 * part) + " %", time);
    }

    /** Removes the bars. An interrupt is kept, which the library would lose. */
    @Override
    public void end() {
        ProgressBar bar = whole;
        if (bar == null) {
            return;
        }
        whole = null;
        boolean interrupted = Thread.interrupted();
        bar.close();
        bars.values().forEach(CopyBar::close);
        bars.clear();
        screen.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The block is on the screen already: it has more than the one line that the library would print. */
    private static final class Drawn implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return BarLayout.WIDEST;
        }

        @Override
        public void accept(String nothing) {}

        @Override
        public void close() {}
    }
}
