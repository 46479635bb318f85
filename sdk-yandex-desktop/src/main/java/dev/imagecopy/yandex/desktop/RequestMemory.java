package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexUpdateImageRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What each kind of request contains, and how a resume token stores it.
 *
 * @param folder the folder in the request
 * @param name the name that the image will have
 * @param imageId the image that the request changes
 * @param description the description that the image will have
 * @param labels the labels that the image will have
 * @param subject describes the operation, for messages
 * @param json how the request is written as JSON
 * @param <R> the type of the request
 */
record RequestMemory<R>(
        Function<R, Optional<String>> folder,
        Function<R, Optional<String>> name,
        Function<R, Optional<String>> imageId,
        Function<R, Optional<String>> description,
        Function<R, Map<String, String>> labels,
        Function<R, String> subject,
        RequestJson<R> json) {
    /** In the details: the image that the operation is about, known from its start or from its acceptance. */
    static final String IMAGE = "imageId";

    /** In the details: what kind of id the operation's id is, if it is not an operation's. */
    static final String WATCH = "watch";

    /** In the details: the request contains no folder, so the scope is only the client's. */
    static final String ANY_FOLDER = "anyFolder";

    static final RequestMemory<YandexCopyImageRequest> COPY = new RequestMemory<>(
            copy -> Optional.of(copy.folderId()),
            copy -> Optional.of(copy.name()),
            copy -> Optional.empty(),
            YandexCopyImageRequest::description,
            YandexCopyImageRequest::labels,
            copy -> "the copy of image " + copy.imageId() + " to '" + copy.name() + "' in folder " + copy.folderId(),
            json(
                    (copy, to) -> {
                        to.put("folderId", copy.folderId())
                                .put("name", copy.name())
                                .put("imageId", copy.imageId());
                        writeExtras(to, copy.labels(), copy.description());
                    },
                    from -> new YandexCopyImageRequest(
                            text(from, "folderId"),
                            text(from, "name"),
                            text(from, "imageId"),
                            LenientJson.texts(from.path("labels")),
                            scalar(from, "description"))));

    static RequestMemory<YandexCopyFromDesktopRequest> copyFromDesktop() {
        return new RequestMemory<>(
                YandexCopyFromDesktopRequest::folderId,
                YandexCopyFromDesktopRequest::name,
                copy -> Optional.empty(),
                YandexCopyFromDesktopRequest::description,
                YandexCopyFromDesktopRequest::labels,
                copy -> "the copy of desktop " + copy.desktopId() + " to "
                        + copy.name().map(name -> "'" + name + "'").orElse("an image")
                        + copy.folderId().map(folder -> " in folder " + folder).orElse(""),
                json(
                        (copy, to) -> {
                            to.put("desktopId", copy.desktopId())
                                    .put("folderId", copy.folderId().orElse(null))
                                    .put("name", copy.name().orElse(null));
                            writeExtras(to, copy.labels(), copy.description());
                        },
                        from -> new YandexCopyFromDesktopRequest(
                                text(from, "desktopId"),
                                scalar(from, "folderId"),
                                scalar(from, "name"),
                                LenientJson.texts(from.path("labels")),
                                scalar(from, "description"))));
    }

    static RequestMemory<YandexUpdateImageRequest> update() {
        return new RequestMemory<>(
                update -> Optional.empty(),
                update -> Optional.empty(),
                update -> Optional.of(update.imageId()),
                YandexUpdateImageRequest::description,
                update -> update.labels().orElse(Map.of()),
                update -> "the update of image " + update.imageId(),
                json(
                        (update, to) -> {
                            to.put("imageId", update.imageId())
                                    .put("name", update.name().orElse(null))
                                    .put("description", update.description().orElse(null));
                            update.labels().ifPresent(labels -> to.set("labels", Json.object(labels)));
                        },
                        from -> new YandexUpdateImageRequest(
                                text(from, "imageId"),
                                scalar(from, "name"),
                                from.has("labels")
                                        ? Optional.of(LenientJson.texts(from.path("labels")))
                                        : Optional.empty(),
                                scalar(from, "description"))));
    }

    static RequestMemory<String> delete() {
        return new RequestMemory<>(
                imageId -> Optional.empty(),
                imageId -> Optional.empty(),
                Optional::of,
                imageId -> Optional.empty(),
                imageId -> Map.of(),
                imageId -> "the deletion of image " + imageId,
                json((imageId, to) -> to.put("imageId", imageId), from -> text(from, "imageId")));
    }

    private static <R> RequestJson<R> json(BiConsumer<R, ObjectNode> writer, Function<JsonNode, R> reader) {
        return new RequestJson<>() {
            @Override
            public void write(R request, ObjectNode json) {
                writer.accept(request, json);
            }

            @Override
            public R read(JsonNode json) {
                return reader.apply(json);
            }
        };
    }

    /** Adds the image that the service creates to the details, which are usually empty. */
    static Map<String, String> withImage(Map<String, String> kept, String imageId) {
        if (kept.isEmpty()) {
            return Map.of(IMAGE, imageId);
        }
        Map<String, String> all = new HashMap<>(kept);
        all.put(IMAGE, imageId);
        return all;
    }

    private static void writeExtras(ObjectNode to, Map<String, String> labels, Optional<String> description) {
        if (!labels.isEmpty()) {
            to.set("labels", Json.object(labels));
        }
        to.put("description", description.orElse(null));
    }

    private static String text(JsonNode from, String name) {
        return LenientJson.text(from.path(name));
    }

    private static Optional<String> scalar(JsonNode from, String name) {
        return LenientJson.scalar(from.path(name));
    }
}
