package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedRequest;
import dev.imagecopy.testing.SimulatedResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All images of all projects, and the calls about them that are no copies. */
public final class ImsImages {
    private static final Set<String> QUERY = Set.of(
            "__imagetype",
            "created_at",
            "enterprise_project_id",
            "id",
            "limit",
            "marker",
            "name",
            "status",
            "owner",
            "visibility",
            "protected",
            "sort_key",
            "sort_dir",
            "offset",
            "__isregistered");
    private static final int MAX_LIMIT = 500;

    private final Map<String, ImsImage> images = new LinkedHashMap<>();

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
     * Lists the images of a project that are there.
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
     * Returns how many lists still show an image that was deleted.
     *
     * @param lists zero or more
     */
    public void linger(int lists) {
        linger = lists;
    }

    /**
     * Answers a list.
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
        String marker = request.parameter("marker").orElse("");
        Stream<ImsImage> found = images.values().stream()
                .filter(image -> image.projectId().equals(projectId))
                .filter(image -> matches(image, request))
                .filter(image -> !image.status().isEmpty())
                .sorted(Comparator.comparing(ImsImage::createdAt)
                        .thenComparing(ImsImage::id)
                        .reversed())
                .dropWhile(image -> !marker.isEmpty() && !image.id().equals(marker))
                .skip(marker.isEmpty() ? 0 : 1)
                .limit(limit);
        List<Map<String, @Nullable Object>> page = found.map(ImsImage::json).toList();
        fade();
        return SimulatedResponse.json(200, Json.map("images", page));
    }

    /** Each list brings deleted images nearer to being gone. */
    private void fade() {
        fading.replaceAll((id, lists) -> lists - 1);
        images.keySet().removeIf(id -> fading.getOrDefault(id, 1) == 0);
        fading.values().removeIf(lists -> lists == 0);
    }

    /**
     * Answers a delete.
     *
     * @param projectId the project that it is for
     * @param imageId the image
     * @return 204
     */
    public SimulatedResponse delete(String projectId, String imageId) {
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
        if (image.traits().contains("protected")) {
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

    private static boolean matches(ImsImage image, SimulatedRequest request) {
        boolean byId = request.parameter("id").map(image.id()::equals).orElse(true);
        boolean byName = request.parameter("name").map(image.name()::equals).orElse(true);
        if (!byId || !byName) {
            return false;
        }
        if (request.parameter("id").isPresent()) {
            image.watched();
        } else {
            image.asked();
        }
        return request.parameter("status").map(image.status()::equals).orElse(true)
                && request.parameter("__imagetype").map("private"::equals).orElse(true)
                && request.parameter("enterprise_project_id")
                        .map(id -> id.equals("all_granted_eps") || id.equals(image.enterpriseProjectId()))
                        .orElse(true)
                && request.parameter("created_at")
                        .map(bound -> createdWithin(image, bound))
                        .orElse(true);
    }

    private static boolean createdWithin(ImsImage image, String bound) {
        int colon = bound.indexOf(':');
        if (colon < 0) {
            throw ImsRefusal.service("IMG.0001", "created_at has no operator");
        }
        // The service knows whole seconds only.
        int order = Instant.ofEpochSecond(image.createdAt().getEpochSecond())
                .compareTo(Instant.parse(bound.substring(colon + 1)));
        return switch (bound.substring(0, colon)) {
            case "gt" -> order > 0;
            case "gte" -> order >= 0;
            case "lt" -> order < 0;
            case "lte" -> order <= 0;
            case "eq" -> order == 0;
            case "neq" -> order != 0;
            default -> throw ImsRefusal.service("IMG.0001", "created_at has an unknown operator");
        };
    }
}
