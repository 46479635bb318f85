package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a request is kept in a resume token, so that another process can send it again under its key. Labels and description
 * are kept if they are short; whether a request came back whole, its fingerprint tells.
 *
 * @param folder the folder that the operation belongs to, empty when it is not known
 * @param name the name that the image will have, empty when it is not known
 * @param details what else there is to keep
 * @param restored makes the request from a token again
 * @param <R> the request
 */
record RequestMemory<R>(
        Function<R, String> folder,
        Function<R, String> name,
        Function<R, Map<String, String>> details,
        Function<OperationHandle, R> restored) {
    /** The image that the operation is about, known from its start or from its acceptance. */
    static final String IMAGE = "imageId";

    private static final String SOURCE = "source";
    private static final String DESKTOP = "desktop";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String LABELS_SET = "labels";
    private static final String LABEL = "label.";

    /** A token holds at most 2 KiB, of which ids, key and fingerprint need the most. */
    private static final int ROOM = 400;

    static final RequestMemory<YandexCopyImageRequest> COPY = new RequestMemory<>(
            YandexCopyImageRequest::folderId,
            YandexCopyImageRequest::name,
            copy -> with(SOURCE, copy.imageId(), copy.labels(), copy.description()),
            handle -> {
                YandexCopyImageRequest.Builder copy = YandexCopyImageRequest.builder()
                        .folderId(handle.scope())
                        .name(handle.name())
                        .imageId(handle.detail(SOURCE))
                        .labels(labels(handle));
                return handle.details().containsKey(DESCRIPTION)
                        ? copy.description(handle.detail(DESCRIPTION)).build()
                        : copy.build();
            });

    static RequestMemory<YandexCopyFromDesktopRequest> copyFromDesktop() {
        return new RequestMemory<>(
                copy -> copy.folderId().orElse(""),
                copy -> copy.name().orElse(""),
                copy -> with(DESKTOP, copy.desktopId(), copy.labels(), copy.description()),
                handle -> {
                    YandexCopyFromDesktopRequest.Builder copy = YandexCopyFromDesktopRequest.builder()
                            .desktopId(handle.detail(DESKTOP))
                            .labels(labels(handle));
                    if (!handle.scope().isEmpty()) {
                        copy.folderId(handle.scope());
                    }
                    if (!handle.name().isEmpty()) {
                        copy.name(handle.name());
                    }
                    return handle.details().containsKey(DESCRIPTION)
                            ? copy.description(handle.detail(DESCRIPTION)).build()
                            : copy.build();
                });
    }

    static RequestMemory<YandexUpdateImageRequest> update() {
        return new RequestMemory<>(
                update -> "",
                update -> "",
                update -> {
                    Map<String, String> kept = extras(
                            update.labels().orElse(Map.of()),
                            update.description().orElse(""));
                    update.name().ifPresent(text -> kept.put(NAME, text));
                    update.labels().ifPresent(set -> kept.put(LABELS_SET, ""));
                    kept.put(IMAGE, update.imageId());
                    return kept;
                },
                handle -> {
                    YandexUpdateImageRequest.Builder update =
                            YandexUpdateImageRequest.builder().imageId(handle.detail(IMAGE));
                    if (handle.details().containsKey(NAME)) {
                        update.name(handle.detail(NAME));
                    }
                    if (handle.details().containsKey(LABELS_SET)) {
                        update.labels(labels(handle));
                    }
                    return handle.details().containsKey(DESCRIPTION)
                            ? update.description(handle.detail(DESCRIPTION)).build()
                            : update.build();
                });
    }

    static RequestMemory<String> delete() {
        return new RequestMemory<>(
                imageId -> "", imageId -> "", imageId -> Map.of(IMAGE, imageId), handle -> handle.detail(IMAGE));
    }

    private static Map<String, String> extras(Map<String, String> labels, String description) {
        Map<String, String> extras = new LinkedHashMap<>();
        labels.forEach((key, value) -> extras.put(LABEL + key, value));
        if (!description.isEmpty()) {
            extras.put(DESCRIPTION, description);
        }
        int size = 0;
        for (Map.Entry<String, String> extra : extras.entrySet()) {
            size += Digests.utf8(extra.getKey() + extra.getValue()).length + 6;
        }
        return size <= ROOM ? extras : new LinkedHashMap<>();
    }

    /** Adds the image that the service makes to what is kept; mostly to one detail, where this takes 200 bytes less. */
    static Map<String, String> withImage(Map<String, String> kept, String imageId) {
        if (kept.size() == 1 && !kept.containsKey(IMAGE)) {
            Map.Entry<String, String> only = kept.entrySet().iterator().next();
            return Map.of(only.getKey(), only.getValue(), IMAGE, imageId);
        }
        Map<String, String> all = new HashMap<>(kept);
        all.put(IMAGE, imageId);
        return all;
    }

    private static Map<String, String> with(
            String key, String value, Map<String, String> labels, Optional<String> description) {
        if (labels.isEmpty() && description.isEmpty()) {
            return Map.of(key, value); // a third of what the general way allocates
        }
        Map<String, String> kept = extras(labels, description.orElse(""));
        kept.put(key, value);
        return kept;
    }

    private static Map<String, String> labels(OperationHandle handle) {
        Map<String, String> labels = new LinkedHashMap<>();
        handle.details().keySet().stream()
                .filter(key -> key.startsWith(LABEL))
                .sorted()
                .forEach(key -> labels.put(key.substring(LABEL.length()), handle.detail(key)));
        return labels;
    }
}
