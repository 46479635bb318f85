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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the pages of a list, and protects against a service whose pages never end: it fails on a repeated page token,
 * on more than 10,000 pages or 1,000,000 items and, if all items are collected, on more than 128 MiB of responses.
 */
public final class Pages {
    private static final int MAX_PAGES = 10_000;
    private static final int MAX_ITEMS = 1_000_000;
    private static final long MAX_BYTES = 128L << 20;

    private Pages() {}

    /** What has been read of one list so far. Used by one thread at a time. */
    private static final class Limits {
        private Set<String> seen = Set.of(); // until there is a second page, which is rare
        private int pages;
        private long items;
        private long bytes;

        /** Counts a page and checks its token. */
        void count(Page<?> page, boolean collected) {
            pages++;
            items += page.items().size();
            bytes += collected ? page.bytes() : 0;
            if (items > MAX_ITEMS) {
                throw endless("more than " + MAX_ITEMS + " items");
            }
            if (bytes > MAX_BYTES) {
                throw endless("more than " + (MAX_BYTES >> 20) + " MiB of pages");
            }
            if (page.next().isPresent()) {
                seen = seen.isEmpty() ? new HashSet<>() : seen;
                if (!seen.add(page.next().get())) {
                    throw endless("the same page token twice");
                }
                if (pages >= MAX_PAGES) {
                    throw endless("more than " + MAX_PAGES + " pages");
                }
            }
        }

        private static ResponseFormatException endless(String what) {
            return new ResponseFormatException(
                    "the service sent " + what, 200, Optional.empty(), ErrorContext.none(false), null);
        }
    }

    /**
     * Streams all items, fetching each page when it is reached.
     *
     * @param fetch fetches the page for a token; the first call gets an empty token
     * @param <E> the items' type
     * @return a lazy, sequential stream that need not be closed; it throws what {@code fetch} throws, and
     *     {@link ResponseFormatException} if the pages do not end
     */
    public static <E> Stream<E> stream(Function<String, Page<E>> fetch) {
        Limits limits = new Limits();
        Page<E> beforeAll = new Page<>(List.of(), Optional.of(""));
        return Stream.<@Nullable Page<E>>iterate(beforeAll, Objects::nonNull, page -> after(page, fetch, limits))
                .flatMap(page -> page.items().stream());
    }

    private static <E> @Nullable Page<E> after(Page<E> page, Function<String, Page<E>> fetch, Limits limits) {
        if (page.next().isEmpty()) {
            return null;
        }
        Page<E> next = fetch.apply(page.next().get());
        limits.count(next, false);
        return next;
    }

    /**
     * Collects all items without blocking.
     *
     * @param fetch fetches the page for a token; the first call gets an empty token
     * @param <E> the items' type
     * @return a future of all items; fails with {@link ResponseFormatException} if the pages do not end; cancelling it cancels
     *     the fetch in progress
     */
    public static <E> CompletableFuture<List<E>> collect(Function<String, CompletableFuture<Page<E>>> fetch) {
        Collector<E, Page<E>, List<E>> collector = new WholeList<>(fetch);
        collector.fetch("");
        return collector.all;
    }

    /**
     * Collects all items of a list that may not exist, like {@link #collect}.
     *
     * @param fetch fetches the page for a token; empty if there is no such list
     * @param <E> the items' type
     * @return a future of all items; empty if there is no such list, also if it disappears between two pages
     */
    public static <E> CompletableFuture<Optional<List<E>>> collectIfPresent(
            Function<String, CompletableFuture<Optional<Page<E>>>> fetch) {
        Collector<E, Optional<Page<E>>, Optional<List<E>>> collector = new ListIfPresent<>(fetch);
        collector.fetch("");
        return collector.all;
    }

    private static final class WholeList<E> extends Collector<E, Page<E>, List<E>> {
        WholeList(Function<String, CompletableFuture<Page<E>>> fetch) {
            super(fetch);
        }

        @Override
        void fetched(Page<E> page) {
            add(page);
        }

        @Override
        List<E> result(List<E> items) {
            return items;
        }
    }

    private static final class ListIfPresent<E> extends Collector<E, Optional<Page<E>>, Optional<List<E>>> {
        ListIfPresent(Function<String, CompletableFuture<Optional<Page<E>>>> fetch) {
            super(fetch);
        }

        @Override
        void fetched(Optional<Page<E>> page) {
            if (page.isPresent()) {
                add(page.get());
            } else {
                all.complete(Optional.empty());
            }
        }

        @Override
        Optional<List<E>> result(List<E> items) {
            return Optional.of(items);
        }
    }

    /**
     * Fetches the pages one after another. If its future ends early for whatever reason, no further page is fetched.
     *
     * @param <E> the items' type
     * @param <P> what is fetched
     * @param <T> what becomes of the items
     */
    private abstract static class Collector<E, P, T> {
        final CompletableFuture<T> all = new CompletableFuture<>();
        private final Function<String, CompletableFuture<P>> fetch;
        private List<E> items = List.of(); // until there is a second page
        private final Limits limits = new Limits();
        private final AtomicInteger turns = new AtomicInteger();
        private @Nullable P arrived; // passed from the fetch to the loop
        private volatile @Nullable CompletableFuture<P> underWay;

        Collector(Function<String, CompletableFuture<P>> fetch) {
            this.fetch = fetch;
            all.whenComplete((result, thrown) -> cancelUnderWay());
        }

        /** Adds what a page holds, or ends. */
        abstract void fetched(P page);

        abstract T result(List<E> items);

        final void fetch(String token) {
            CompletableFuture<P> page = fetch.apply(token);
            underWay = page;
            if (all.isDone()) {
                cancelUnderWay(); // it ended between two pages
            }
            page.whenComplete(this::received);
        }

        private void cancelUnderWay() {
            CompletableFuture<P> page = underWay;
            if (page != null) {
                page.cancel(true);
            }
        }

        /**
         * Pages that are complete at once arrive in nested calls: only the outermost one loops, so that the stack does not
         * grow.
         */
        private void received(@Nullable P page, @Nullable Throwable thrown) {
            if (thrown != null || page == null) {
                all.completeExceptionally(thrown);
                return;
            }
            arrived = page;
            if (turns.getAndIncrement() == 0) {
                do {
                    take(Objects.requireNonNull(arrived));
                } while (turns.decrementAndGet() > 0);
            }
        }

        private void take(P page) {
            try {
                fetched(page);
            } catch (RuntimeException | Error e) {
                all.completeExceptionally(e);
            }
        }

        final void add(Page<E> page) {
            limits.count(page, true);
            if (page.next().isEmpty() && items.isEmpty()) {
                all.complete(result(page.items())); // a single page, the usual case
                return;
            }
            items = items.isEmpty() ? new ArrayList<>() : items;
            items.addAll(page.items());
            if (page.next().isEmpty()) {
                all.complete(result(List.copyOf(items)));
            } else {
                fetch(page.next().get());
            }
        }
    }
}
