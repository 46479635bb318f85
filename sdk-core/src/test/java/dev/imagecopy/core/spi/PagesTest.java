package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ResponseFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

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
    void collect_whenATokenComesTwice_fails() {
        CompletableFuture<List<String>> all = Pages.collect(
                token -> CompletableFuture.completedFuture(new Page<>(List.of("a"), Optional.of("again"))));

        assertThatThrownBy(all::join).hasCauseInstanceOf(ResponseFormatException.class);
    }

    private CompletableFuture<Page<String>> fetch(String token) {
        CompletableFuture<Page<String>> page = new CompletableFuture<>();
        fetches.add(page);
        return page;
    }
}
