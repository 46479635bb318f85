package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.TargetLook.Match;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.Pages;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.TargetImage;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.PageRequest;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.DesktopImageStatus;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds the images with the name that a copy would give, no matter who created them; names need not be unique. */
final class TargetSearch {
    private TargetSearch() {}

    /** Reads each image by itself, since lists omit labels. */
    static <R> CompletableFuture<List<TargetImage<DesktopImage>>> find(
            CallFlow flow, OperationHandle wanted, RequestMemory<R> memory, R request) {
        if (wanted.scope().isEmpty()) {
            throw new IllegalArgumentException(
                    "YandexDesktopClient.lookUp: folderId is required, on the request or on the client");
        }
        YandexImageQuery query = OwnCopySearch.query(wanted);
        return Pages.collect(token -> flow.call(YandexDesktopCalls.Images.LIST, new PageRequest(query, token))
                        .thenApply(YandexDesktopCalls.Listed::page))
                .thenCompose(listed -> {
                    List<TargetImage<DesktopImage>> found = new ArrayList<>();
                    CompletableFuture<?> last = CompletableFuture.completedFuture(found);
                    for (DesktopImage image : listed) {
                        if (image.name().equals(Optional.of(wanted.name()))) {
                            last = last.thenCompose(before -> YandexDesktopRemoteOperation.find(flow, image.id())
                                    .thenAccept(shown -> shown.filter(TargetSearch::stays)
                                            .ifPresent(kept -> found.add(compared(kept, memory, request)))));
                        }
                    }
                    return last.thenApply(all -> found);
                });
    }

    /** An image that is being deleted counts as gone. */
    private static boolean stays(DesktopImage image) {
        return image.knownStatus() != DesktopImageStatus.DELETING;
    }

    /** The service does not show what an image was made from. */
    private static <R> TargetImage<DesktopImage> compared(DesktopImage image, RequestMemory<R> memory, R request) {
        return new TargetImage<>(
                image.id(),
                image.status(),
                image.knownStatus() == DesktopImageStatus.ACTIVE ? OperationState.SUCCEEDED : OperationState.RUNNING,
                contradiction(image, memory, request),
                Match.NAME,
                image);
    }

    private static <R> String contradiction(DesktopImage image, RequestMemory<R> memory, R request) {
        Optional<String> description = memory.description(request).filter(words -> !words.isEmpty());
        if (description.isPresent() && image.description().isPresent() && !description.equals(image.description())) {
            return "description";
        }
        boolean labelled =
                image.labels().entrySet().containsAll(memory.labels(request).entrySet());
        return labelled ? "" : "set of labels";
    }

    static PollResult.Found<DesktopImage> pending(DesktopImage image) {
        return PollResult.pending(OperationState.RUNNING, image.status());
    }
}
