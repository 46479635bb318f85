package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A progress bar whose line is drawn together with others, when the view asks for it. */
final class CopyBar implements AutoCloseable {
    /** The library's own redrawing of a single bar: never. */
    private static final int NEVER_MILLIS = Integer.MAX_VALUE;

    /** A speed of fewer percent would be a guess. */
    private static final int LEAST_MOVED = 3;

    private final Place place;
    private final boolean colors;
    private final ProgressBar bar;
    private final Line line = new Line();
    private volatile @Nullable BarLayout layout;
    private volatile @Nullable CopyProgress latest;
    private volatile @Nullable Mark first;

    /** How far a copy was when its progress was first seen: it may have begun long before. */
    private record Mark(int percent, Duration at) {}

    /**
     * @param place what is copied where
     * @param colors whether to use colors
     */
    CopyBar(Place place, boolean colors) {
        this.place = place;
        this.colors = colors;
        this.bar = new ProgressBarBuilder()
                .setTaskName(place.name())
                .setInitialMax(-1)
                .setUpdateIntervalMillis(NEVER_MILLIS)
                .continuousUpdate()
                .setRenderer((state, length) -> render(state))
                .setConsumer(line)
                .build();
    }

    /** Takes in a new snapshot of the copy. */
    void move(CopyProgress progress) {
        latest = progress;
        progress.percent().ifPresent(percent -> {
            if (first == null) {
                first = new Mark(percent, bar.getTotalElapsed());
            }
            bar.maxHint(100).stepTo(percent);
        });
    }

    /**
     * Returns the line as it is now.
     *
     * @param columns how it is laid out
     */
    String line(BarLayout columns) {
        layout = columns;
        bar.refresh();
        return line.text;
    }

    private String render(ProgressState state) {
        BarLayout columns = layout;
        if (columns == null) {
            return ""; // the library's first drawing, before the view's
        }
        Duration elapsed = state.getTotalElapsed();
        String amount = state.isIndefinite() ? "" : Math.round(100 * state.getNormalizedProgress()) + " %";
        String cells = state.isIndefinite() ? columns.moving(elapsed) : columns.filled(state.getNormalizedProgress());
        return columns.line(place, Style.MOVING.on(cells, colors), amount, time(state, elapsed));
    }

    private String time(ProgressState state, Duration elapsed) {
        CopyProgress progress = latest;
        OperationState is = progress == null ? OperationState.QUEUED : progress.state();
        if (is == OperationState.ROLLING_BACK) {
            return "rolling back";
        }
        if (is == OperationState.QUEUED) {
            return "queued " + Durations.clock(elapsed);
        }
        Optional<Duration> left = progress == null ? Optional.empty() : progress.timeLeft();
        return left.or(() -> estimate(state, elapsed))
                .map(time -> Durations.clock(time) + " left")
                .orElseGet(() -> Durations.clock(elapsed));
    }

    /** At the speed since it was first seen. */
    private Optional<Duration> estimate(ProgressState state, Duration elapsed) {
        Mark since = first;
        long moved = since == null ? 0 : state.getCurrent() - since.percent();
        if (since == null || moved < LEAST_MOVED) {
            return Optional.empty();
        }
        long left = (100 - state.getCurrent()) * elapsed.minus(since.at()).toMillis() / moved;
        return Optional.of(Duration.ofMillis(left));
    }

    /** Ends the bar. An interrupt is kept, which the library would lose. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        bar.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what the library has rendered. */
    private static final class Line implements ProgressBarConsumer {
        private volatile String text = "";

        @Override
        public int getMaxRenderedLength() {
            return BarLayout.WIDEST; // the layout knows better
        }

        @Override
        public void accept(String rendered) {
            text = rendered;
        }

        @Override
        public void close() {}
    }
}
