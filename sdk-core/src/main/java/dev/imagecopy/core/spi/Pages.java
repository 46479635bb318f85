package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks the pages of a list, guarded against a service that repeats a page token for ever. */
public final class Pages {
    private Pages() {}

    /**
     * Streams all items, fetching each page when it is reached.
     *
     * @param fetch fetches the page of a token; the first call gets an empty token
     * @param <E> the items' type
     * @return a lazy, sequential stream that needs no closing; it throws what {@code fetch} throws, and
     *     {@link ResponseFormatException} when a page token comes twice
     */
    public static <E> Stream<E> stream(Function<String, Page<E>> fetch) {
        Set<String> seen = new HashSet<>();
        Page<E> beforeAll = new Page<>(List.of(), Optional.of(""));
        return Stream.<@Nullable Page<E>>iterate(beforeAll, Objects::nonNull, page -> after(page, fetch, seen))
                .flatMap(page -> page.items().stream());
    }

    private static <E> @Nullable Page<E> after(Page<E> page, Function<String, Page<E>> fetch, Set<String> seen) {
        if (page.next().isEmpty()) {
            return null;
        }
        Page<E> next = fetch.apply(page.next().get());
        if (next.next().isPresent()) {
            requireNew(next.next().get(), seen);
        }
        return next;
    }

    /**
     * Collects all items without blocking.
     *
     * @param fetch fetches the page of a token; the first call gets an empty token
     * @param <E> the items' type
     * @return a future of all items; fails with {@link ResponseFormatException} when a page token comes twice; cancelling
     *     it cancels the fetch under way
     */
    public static <E> CompletableFuture<List<E>> collect(Function<String, CompletableFuture<Page<E>>> fetch) {
        Collector<E> collector = new Collector<>(fetch);
        collector.fetch("");
        return collector.all;
    }

    /** Fetches the pages one after the other. However its future ends before the last page, no other follows. */
    private static final class Collector<E> {
        final CompletableFuture<List<E>> all = new CompletableFuture<>();
        private final Function<String, CompletableFuture<Page<E>>> fetch;
        private final List<E> items = new ArrayList<>();
        private Set<String> seen = Set.of(); // until a second page, mostly for good
        private volatile @Nullable CompletableFuture<Page<E>> underWay;

        Collector(Function<String, CompletableFuture<Page<E>>> fetch) {
            this.fetch = fetch;
            all.whenComplete((result, thrown) -> cancelUnderWay());
        }

        void fetch(String token) {
            CompletableFuture<Page<E>> page = fetch.apply(token);
            underWay = page;
            if (all.isDone()) {
                cancelUnderWay(); // it ended between two pages
            }
            page.whenComplete(this::fetched);
        }

        private void cancelUnderWay() {
            CompletableFuture<Page<E>> page = underWay;
            if (page != null) {
                page.cancel(true);
            }
        }

        private void fetched(@Nullable Page<E> page, @Nullable Throwable thrown) {
            if (thrown != null || page == null) {
                all.completeExceptionally(thrown);
                return;
            }
            try {
                if (page.next().isEmpty() && items.isEmpty()) {
                    all.complete(page.items()); // one page, as mostly
                    return;
                }
                items.addAll(page.items());
                if (page.next().isEmpty()) {
                    all.complete(List.copyOf(items));
                } else {
                    seen = seen.isEmpty() ? new HashSet<>() : seen;
                    requireNew(page.next().get(), seen);
                    fetch(page.next().get());
                }
            } catch (RuntimeException | Error e) {
                all.completeExceptionally(e);
            }
        }
    }

    private static void requireNew(String token, Set<String> seen) {
        if (!seen.add(token)) {
            throw new ResponseFormatException(
                    "the service sent the same page token twice",
                    200,
                    Optional.empty(),
                    ErrorContext.none(false),
                    null);
        }
    }
}
