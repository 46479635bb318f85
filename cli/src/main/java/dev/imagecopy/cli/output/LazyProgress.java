package dev.imagecopy.cli.output;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides how to show a run when one begins; until then, lines are just printed. */
final class LazyProgress implements Progress {
    private final Printer out;
    private final Supplier<Progress> choice;
    private volatile @Nullable Progress chosen;

    /**
     * @param out where lines go before a run begins
     * @param choice how to show the run
     */
    LazyProgress(Printer out, Supplier<Progress> choice) {
        this.out = out;
        this.choice = choice;
    }

    @Override
    public void begin(List<PlannedCopy> copies) {
        Progress progress = choice.get();
        chosen = progress;
        progress.begin(copies);
    }

    @Override
    public void event(RunEvent event) {
        Progress progress = chosen;
        if (progress != null) {
            progress.event(event);
        }
    }

    @Override
    public void line(String line) {
        Progress progress = chosen;
        if (progress == null) {
            out.line(line);
        } else {
            progress.line(line);
        }
    }

    @Override
    public void aside(Runnable print) {
        Progress progress = chosen;
        if (progress == null) {
            print.run();
        } else {
            progress.aside(print);
        }
    }

    @Override
    public void end() {
        Progress progress = chosen;
        if (progress != null) {
            progress.end();
        }
    }
}
