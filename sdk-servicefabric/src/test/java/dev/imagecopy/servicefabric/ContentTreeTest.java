package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContentTreeTest {
    private static final StoreEntry FOLDER = new StoreEntry(
            StoreEntry.Kind.FOLDER,
            "a",
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void walk_whenEachFolderHoldsAnother_endsWhenTheResponsesAreTooLarge() {
        AtomicInteger pages = new AtomicInteger();

        CompletableFuture<List<StoreEntry>> walk = ContentTree.walk(
                page -> {
                    pages.incrementAndGet();
                    return CompletableFuture.completedFuture(new Page<>(List.of(FOLDER), Optional.empty(), 1 << 20));
                },
                List.of("a"),
                1_000_000);

        assertThat(walk)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ResponseFormatException.class)
                .withMessageContaining("the service sent more than 256 MiB of pages");
        assertThat(pages).hasValue(257);
    }
}
