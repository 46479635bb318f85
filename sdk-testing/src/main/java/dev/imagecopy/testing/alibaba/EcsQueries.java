package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DescribeImages. */
public final class EcsQueries {
    private static final Set<String> PARAMETERS = Stream.concat(
                    EcsFilters.PARAMETERS.stream(),
                    Stream.of(
                            "ImageId",
                            "ImageName",
                            "Status",
                            "PageNumber",
                            "PageSize",
                            "ResourceGroupId",
                            "Tag.",
                            "DryRun"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> STATUSES =
            Set.of("Creating", "Waiting", "Available", "UnAvailable", "CreateFailed", "Deprecated");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    private EcsQueries() {}

    /**
     * Answers a query.
     *
     * @param request the request
     * @param images the region's images
     * @param ownerId the account's id
     * @param requestId the request's id
     * @return one page
     */
    public static Map<String, @Nullable Object> describe(
            EcsRequest request, Collection<EcsImage> images, long ownerId, String requestId) {
        request.allowOnly(PARAMETERS);
        List<String> listed = list(request, "ImageId");
        if (listed.size() > 100
                || listed.stream().anyMatch(id -> !ID.matcher(id).matches())) {
            throw EcsRequest.invalid("ImageId");
        }
        Set<String> ids = new HashSet<>(listed);
        Set<String> statuses = new HashSet<>(list(request, "Status"));
        if (!STATUSES.containsAll(statuses)) {
            throw EcsRequest.invalid("Status");
        }
        int pageNumber = number(request, "PageNumber", 1, Integer.MAX_VALUE, 1);
        int pageSize = number(request, "PageSize", 1, 100, 10);
        EcsFilters filters = new EcsFilters(request, ownerId);
        String name = request.get("ImageName");
        String group = request.get("ResourceGroupId");
        Set<Map.Entry<String, String>> tags = request.tags().entrySet();
        request.endDryRun();
        Set<String> shown = statuses.isEmpty() ? Set.of("Available") : statuses;
        List<@Nullable Object> found = new ArrayList<>();
        for (EcsImage image : images) {
            boolean wanted = (ids.isEmpty() || ids.contains(image.id()))
                    && image.name().contains(name)
                    && filters.match(image)
                    && (group.isEmpty() || group.equals(image.resourceGroupId()))
                    && image.tags().entrySet().containsAll(tags);
            Map<String, @Nullable Object> description = wanted ? image.describe(!ids.isEmpty(), ownerId) : null;
            if (description != null && shown.contains(description.get("Status"))) {
                found.add(description);
            }
        }
        int from = (int) Math.min(found.size(), (pageNumber - 1L) * pageSize);
        int to = Math.min(found.size(), from + pageSize);
        return Json.map(
                "RequestId",
                requestId,
                "RegionId",
                request.get("RegionId"),
                "TotalCount",
                found.size(),
                "PageNumber",
                pageNumber,
                "PageSize",
                pageSize,
                "Images",
                Json.map("Image", found.subList(from, to)));
    }

    private static List<String> list(EcsRequest request, String name) {
        return request.optional(name)
                .map(value -> Arrays.asList(value.split(",", -1)))
                .orElse(List.of());
    }

    private static int number(EcsRequest request, String name, int min, int max, int otherwise) {
        String text = request.get(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw EcsRequest.invalid(name);
        }
        return Integer.parseInt(text);
    }
}
