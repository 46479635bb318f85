package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedRequest;
import dev.imagecopy.testing.SimulatedResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All images of all projects, and the calls for them other than copies. */
public final class ImsImages {
    private static final Set<String> QUERY = Stream.concat(
                    ImsFilters.PARAMETERS.stream(), Stream.of("id", "limit", "marker", "name", "offset"))
            .collect(Collectors.toUnmodifiableSet());
    private static final int MAX_LIMIT = 500;

    private final Map<String, ImsImage> images = new LinkedHashMap<>();

    /** The attributes that tests have set, by image and the service's names. */
    private final Map<String, Map<String, @Nullable Object>> told = new LinkedHashMap<>();

    /** Deleted images, with the number of lists that still show them. */
    private final Map<String, Integer> fading = new LinkedHashMap<>();

    private int linger;

    /** Creates an empty store. */
    public ImsImages() {}

    /**
     * Adds or replaces an image.
     *
     * @param image the image
     */
    public void put(ImsImage image) {
        images.put(image.id(), image);
    }

    /**
     * Changes an attribute of an image.
     *
     * @param imageId the image
     * @param name the service's name of the attribute
     * @param value its value
     */
    public void tell(String imageId, String name, @Nullable Object value) {
        told.computeIfAbsent(imageId, id -> new LinkedHashMap<>()).put(name, value);
    }

    private Map<String, @Nullable Object> members(ImsImage image) {
        Map<String, @Nullable Object> members = image.json();
        members.putAll(told.getOrDefault(image.id(), Map.of()));
        return members;
    }

    /**
     * Finds an image.
     *
     * @param projectId the project to look in
     * @param imageId its id
     * @return the image, or null
     */
    public @Nullable ImsImage get(String projectId, String imageId) {
        ImsImage image = images.get(imageId);
        boolean there = image != null
                && image.projectId().equals(projectId)
                && !fading.containsKey(imageId)
                && !image.status().isEmpty();
        return there ? image : null;
    }

    /**
     * Returns the existing images of a project.
     *
     * @param projectId the project
     * @return the images, whatever their status
     */
    public Stream<ImsImage> in(String projectId) {
        return images.values().stream()
                .filter(image -> image.projectId().equals(projectId))
                .filter(image -> !fading.containsKey(image.id()));
    }

    /**
     * Sets how many lists still show a deleted image.
     *
     * @param lists zero or more
     */
    public void linger(int lists) {
        linger = lists;
    }

    /**
     * Handles a list.
     *
     * @param request the request
     * @param projectId the project that it is for
     * @return the page
     */
    public SimulatedResponse list(SimulatedRequest request, String projectId) {
        request.parameters().stream()
                .filter(parameter -> !QUERY.contains(parameter.name()))
                .findFirst()
                .ifPresent(parameter -> {
                    throw ImsRefusal.service("IMG.0001", "Unknown query parameter " + parameter.name());
                });
        int limit = limit(request);
        ImsFilters filters = new ImsFilters(request);
        String marker = request.parameter("marker").orElse("");
        List<Map<String, @Nullable Object>> page = images.values().stream()
                .filter(image -> image.projectId().equals(projectId))
                .filter(image -> isAskedFor(image, request))
                .filter(image -> filters.matchInAnyStatus(members(image)))
                .filter(image -> isVisible(image, request))
                .filter(image -> !image.status().isEmpty())
                .map(this::members)
                .filter(filters::match)
                .sorted(filters.order())
                .dropWhile(image -> !marker.isEmpty() && !marker.equals(image.get("id")))
                .skip(marker.isEmpty() ? 0 : 1)
                .limit(limit)
                .toList();
        fade(page);
        return SimulatedResponse.json(200, Json.map("images", page));
    }

    /** Counts a list towards the end of the deleted images that it shows. */
    private void fade(List<Map<String, @Nullable Object>> page) {
        page.forEach(image -> fading.computeIfPresent(String.valueOf(image.get("id")), (id, lists) -> lists - 1));
        images.keySet().removeIf(id -> fading.getOrDefault(id, 1) == 0);
        fading.values().removeIf(lists -> lists == 0);
    }

    /**
     * Handles a delete.
     *
     * @param projectId the project that it is for
     * @param imageId the image
     * @param request the request, whose body may ask to delete the backup too
     * @return 204
     */
    public SimulatedResponse delete(String projectId, String imageId, SimulatedRequest request) {
        boolean backup = request.body().length > 0 && ImsBody.flag(request, "delete_backup");
        ImsImage image = get(projectId, imageId);
        if (image == null) {
            return SimulatedResponse.text(
                    404,
                    "text/html; charset=UTF-8",
                    "<html><head><title>404 Not Found</title></head>" + "<body>No image found with ID " + imageId
                            + "</body></html>");
        }
        if (image.status().equals("queued") || image.status().equals("saving")) {
            throw ImsRefusal.service("IMG.0090", "The image is being created and cannot be deleted.");
        }
        if (backup && !image.traits().contains("whole")) {
            throw ImsRefusal.service("IMG.0001", "Only a full-ECS image has a backup.");
        }
        if (image.traits().contains("protected")
                || Boolean.TRUE.equals(members(image).get("protected"))) {
            throw ImsRefusal.service("IMG.0091", "The image is protected.");
        }
        if (linger == 0) {
            images.remove(imageId);
        } else {
            fading.put(imageId, linger);
        }
        return SimulatedResponse.empty(204);
    }

    private static int limit(SimulatedRequest request) {
        String text = request.parameter("limit").orElse(String.valueOf(MAX_LIMIT));
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MAX_LIMIT || Integer.parseInt(text) < 1) {
            throw ImsRefusal.service("IMG.0001", "limit is out of range");
        }
        return Integer.parseInt(text);
    }

    /** Whether id and name match. */
    private static boolean isAskedFor(ImsImage image, SimulatedRequest request) {
        return request.parameter("id").map(image.id()::equals).orElse(true)
                && request.parameter("name").map(image.name()::equals).orElse(true);
    }

    /** Whether a list that matches the image may show it already; a query for its id advances its copy. */
    private static boolean isVisible(ImsImage image, SimulatedRequest request) {
        return request.parameter("id").isPresent() ? image.watched() : image.asked();
    }
}
