package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.core.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the application's listeners, for progress at most once per second. Their exceptions are logged and end nothing. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final RunSettings settings;
    private final TimeSource time;
    private long lastProgressAt;

    Listeners(RunSettings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
        this.lastProgressAt = time.nanoTime() - INTERVAL;
    }

    void ended(TaskEnd.Ended end) {
        notify(settings.onOutcome(), end.outcome());
        Optional<Consumer<? super Throwable>> onFailure =
                settings.onFailure().map(listener -> exception -> listener.accept(end.outcome(), exception));
        end.exception().ifPresent(exception -> notify(onFailure, exception));
    }

    void changed(Supplier<BulkProgress> progress) {
        long now = time.nanoTime();
        if (settings.onProgress().isPresent() && now - lastProgressAt >= INTERVAL) {
            lastProgressAt = now;
            notify(settings.onProgress(), progress.get());
        }
    }

    void finished(BulkProgress progress) {
        notify(settings.onProgress(), progress);
    }

    private static <E> void notify(Optional<Consumer<? super E>> listener, E event) {
        if (listener.isEmpty()) {
            return;
        }
        try {
            listener.get().accept(event);
        } catch (RuntimeException | Error e) { // the copies of the run are worth more than its listeners
            LOG.warn("A listener of a bulk copy has thrown an exception; the run continues", e);
        }
    }
}
