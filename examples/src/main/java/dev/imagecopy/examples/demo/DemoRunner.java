package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Runs all copies at the same time. */
public final class DemoRunner {
    private final ProgressView view;
    private final Clock clock;
    private final Duration patience;

    public DemoRunner(ProgressView view, Clock clock, Duration patience) {
        this.view = view;
        this.clock = clock;
        this.patience = patience;
    }

    /** Starts all copies before it waits for any. */
    public List<DemoResult> run(List<ProviderDemo<?>> demos) {
        List<CompletableFuture<DemoResult>> copies = new ArrayList<>();
        for (ProviderDemo<?> demo : demos) {
            copies.add(copy(demo));
        }
        return copies.stream().map(CompletableFuture::join).toList();
    }

    private <T> CompletableFuture<DemoResult> copy(ProviderDemo<T> demo) {
        Instant start = clock.instant();
        ProgressView.Bar bar = view.open(demo.provider());
        Set<OperationState> seen = Collections.synchronizedSet(new LinkedHashSet<>());
        return demo.startCopy().thenCompose(copy -> follow(copy, bar, seen)).handle((result, wrapped) -> {
            Throwable problem = unwrap(wrapped);
            if (problem != null) {
                bar.fail();
            }
            bar.close();
            return new DemoResult(
                    demo.provider(),
                    demo.source(),
                    Optional.ofNullable(result).map(demo::destination),
                    List.copyOf(seen),
                    Duration.between(start, clock.instant()),
                    Optional.ofNullable(problem));
        });
    }

    private <T> CompletableFuture<T> follow(Operation<T> copy, ProgressView.Bar bar, Set<OperationState> seen) {
        return copy.onProgress(snapshot -> {
                    seen.add(snapshot.state());
                    bar.show(snapshot);
                })
                .awaitAsync(patience);
    }

    private static @Nullable Throwable unwrap(@Nullable Throwable problem) {
        return problem instanceof CompletionException ? problem.getCause() : problem;
    }
}
