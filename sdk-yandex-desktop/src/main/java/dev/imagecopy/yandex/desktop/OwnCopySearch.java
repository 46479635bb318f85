package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.PageRequest;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks for the image that an operation whose id is not known may have made: by exact name, no older than the request. */
final class OwnCopySearch {
    /** This machine's clock and the service's may differ by so much. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private OwnCopySearch() {}

    /** Two images that fit are none: it could not be told which of them is ours. */
    static CompletableFuture<Optional<DesktopImage>> find(CallFlow flow, OperationHandle intent) {
        YandexImageQuery query;
        try {
            query = YandexImageQuery.builder()
                    .folderId(intent.scope())
                    .name(intent.name())
                    .pageSize(1000)
                    .build();
        } catch (IllegalArgumentException cannotBeAskedFor) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Instant earliest = intent.startedAt().minus(CLOCK_DIFFERENCE);
        return flow.call(YandexDesktopCalls.Later.LIST_IMAGES, new PageRequest(query, ""))
                .thenApply(page -> {
                    List<DesktopImage> fitting = page.items().stream()
                            .filter(image ->
                                    image.name().filter(intent.name()::equals).isPresent())
                            .filter(image -> image.createdAt()
                                    .filter(made -> !made.isBefore(earliest))
                                    .isPresent())
                            .toList();
                    return fitting.size() == 1 && page.next().isEmpty()
                            ? Optional.of(fitting.get(0))
                            : Optional.empty();
                });
    }
}
