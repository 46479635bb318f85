package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ResponseFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private final List<CompletableFuture<Page<String>>> fetches = new ArrayList<>();

    @Test
    void collect_whenThereAreSeveralPages_givesAllInOrder() {
        CompletableFuture<List<String>> all = Pages.collect(this::fetch);
        fetches.get(0).complete(new Page<>(List.of("a", "b"), Optional.of("2")));
        assertThat(all).isNotDone();
        fetches.get(1).complete(new Page<>(List.of("c"), Optional.empty()));

        assertThat(all.join()).containsExactly("a", "b", "c");
    }

    @Test
    void collect_whenItIsCancelled_cancelsTheFetchUnderWayAndMakesNoOther() {
        CompletableFuture<List<String>> all = Pages.collect(this::fetch);
        fetches.get(0).complete(new Page<>(List.of("a"), Optional.of("2")));

        all.cancel(true);

        assertThat(fetches).hasSize(2);
        assertThat(fetches.get(1)).isCancelled();
    }

    @Test
    void collect_whenItIsCancelledBetweenTwoPages_cancelsTheNextAndMakesNoOther() {
        List<CompletableFuture<List<String>>> started = new ArrayList<>();
        started.add(Pages.collect(token -> {
            started.forEach(all -> all.cancel(true));
            return fetch(token);
        }));
        fetches.get(0).complete(new Page<>(List.of("a"), Optional.of("2")));

        assertThat(fetches).hasSize(2);
        assertThat(fetches.get(1)).isCancelled();
    }

    @Test
    void collectIfPresent_whenThereIsNoSuchList_isEmpty() {
        assertThat(Pages.collectIfPresent(token -> CompletableFuture.completedFuture(Optional.<Page<String>>empty()))
                        .join())
                .isEmpty();
    }

    @Test
    void collectIfPresent_whenThereAreSeveralPages_givesAllInOrder() {
        CompletableFuture<Optional<List<String>>> all =
                Pages.collectIfPresent(token -> CompletableFuture.completedFuture(Optional.of(
                        token.isEmpty()
                                ? new Page<>(List.of("a", "b"), Optional.of("2"))
                                : new Page<>(List.of("c"), Optional.empty()))));

        assertThat(all.join()).hasValueSatisfying(items -> assertThat(items).containsExactly("a", "b", "c"));
    }

    @Test
    void collectIfPresent_whenTheListDisappearsBetweenTwoPages_isEmpty() {
        CompletableFuture<Optional<List<String>>> all =
                Pages.collectIfPresent(token -> CompletableFuture.completedFuture(
                        token.isEmpty() ? Optional.of(new Page<>(List.of("a"), Optional.of("2"))) : Optional.empty()));

        assertThat(all.join()).isEmpty();
    }

    @Test
    void collect_whenATokenComesTwice_fails() {
        CompletableFuture<List<String>> all = Pages.collect(
                token -> CompletableFuture.completedFuture(new Page<>(List.of("a"), Optional.of("again"))));

        assertThatThrownBy(all::join).hasCauseInstanceOf(ResponseFormatException.class);
    }

    @Tag("FAULT-93")
    @Test
    void collect_whenPagesAreThereAtOnce_needsNoStack() {
        int last = 9_999;

        List<String> all = Pages.collect(token -> CompletableFuture.completedFuture(new Page<>(
                        List.of("a"),
                        Optional.of(token.isEmpty() ? 1 : Integer.parseInt(token) + 1)
                                .filter(next -> next <= last)
                                .map(String::valueOf))))
                .join();

        assertThat(all).hasSize(last + 1);
    }

    @Tag("FAULT-93")
    @ParameterizedTest
    @CsvSource({"1, 1, more than 10000 pages", "1000, 1, more than 1000000 items", "1, 4194304, more than 128 MiB"})
    void collect_whenPagesNeverEnd_fails(int items, long bytes, String reason) {
        AtomicInteger pages = new AtomicInteger();
        Page<String> page = new Page<>(Collections.nCopies(items, "a"), Optional.empty());

        CompletableFuture<List<String>> all = Pages.collect(token -> CompletableFuture.completedFuture(
                new Page<>(page.items(), Optional.of("next" + pages.incrementAndGet()), bytes)));

        assertThatThrownBy(all::join)
                .cause()
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining(reason);
    }

    @Tag("FAULT-93")
    @Test
    void stream_whenPagesNeverEnd_fails() {
        AtomicInteger pages = new AtomicInteger();

        assertThatThrownBy(() -> Pages.stream(
                                token -> new Page<>(List.of("a"), Optional.of("next" + pages.incrementAndGet())))
                        .count())
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("more than 10000 pages");
    }

    private CompletableFuture<Page<String>> fetch(String token) {
        CompletableFuture<Page<String>> page = new CompletableFuture<>();
        fetches.add(page);
        return page;
    }
}
