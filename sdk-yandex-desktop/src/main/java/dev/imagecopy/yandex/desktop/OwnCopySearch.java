package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Candidates;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.Page;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.PageRequest;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for images that a copy may have created, if it must not be sent again under its key. None of them counts as the copy's,
 * since names need not be unique and the service does not show the source. The caller has to decide.
 */
final class OwnCopySearch {
    private OwnCopySearch() {}

    /**
     * Fails with {@code AmbiguousOutcomeException} if there are images with the name that are not certainly older than the copy's
     * first byte.
     */
    static <T> CompletableFuture<Optional<T>> find(CallFlow flow, OperationHandle intent) {
        YandexImageQuery query = query(intent);
        return Pages.collect(token -> page(flow, new PageRequest(query, token), intent))
                .thenApply(ids -> {
                    if (!ids.isEmpty()) {
                        throw Candidates.unproven(ids);
                    }
                    return Optional.empty();
                });
    }

    /** The images that may have the name of a copy, to be compared: a filter cannot express every name that a copy may give. */
    static YandexImageQuery query(OperationHandle copy) {
        YandexImageQuery.Builder folder =
                YandexImageQuery.builder().folderId(copy.scope()).pageSize(1000);
        boolean canFilter = copy.name().indexOf('"') < 0 && copy.name().indexOf('\\') < 0;
        return (canFilter ? folder.name(copy.name()) : folder).build();
    }

    private static CompletableFuture<Page<String>> page(CallFlow flow, PageRequest request, OperationHandle intent) {
        return flow.call(YandexDesktopCalls.Images.LIST, request).thenApply(listed -> {
            ServiceTime.learn(listed.serviceTime(), intent, flow.time());
            List<String> ids = listed.page().items().stream()
                    .filter(image -> image.name().equals(Optional.of(intent.name())))
                    .filter(image ->
                            ServiceTime.mayHaveBegunAfter(image.createdAt(), listed.serviceTime(), intent, flow.time()))
                    .map(DesktopImage::id)
                    .toList();
            return new Page<>(ids, listed.page().next(), listed.page().bytes());
        });
    }
}
