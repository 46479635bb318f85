package dev.imagecopy.testing.yandex;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a call of {@code DesktopImage.List} asks for, checked by the rules of the vendor's API description.
 *
 * @param folderId the folder
 * @param names the condition for names
 * @param orders what the list is sorted by, the most important first; if nothing, images are listed as they were created
 * @param from how many images to skip
 * @param size the maximum number of images in the page
 */
public record ListQuery(String folderId, Predicate<String> names, List<Order> orders, int from, int size) {
    private static final int DEFAULT_SIZE = 100;
    private static final int LARGEST_SIZE = 1000;
    private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"");

    /** The field, then {@code =} or {@code !=} and a value, or {@code IN} or {@code NOT IN} and a list of values. */
    private static final Pattern FILTER = Pattern.compile(
            "name\\s*(?:(!)?=\\s*V|\\s(NOT\\s+)?IN\\s*\\(\\s*V(?:\\s*,\\s*V)*\\s*\\))".replace("V", VALUE.pattern()));

    /** In the order of their numbers. */
    private static final List<String> STATUSES = List.of("CREATING", "ACTIVE", "DELETING");

    private static final Pattern ORDER = Pattern.compile("(name|createdAt|created_at|status)(?:\\s+(?i:asc|(desc)))?");

    /**
     * One field that a list is sorted by.
     *
     * @param field {@code name}, {@code createdAt} or {@code status}
     * @param descending whether the greatest value comes first
     */
    public record Order(String field, boolean descending) {
        Comparator<DesktopImage> of(List<DesktopImage> images) {
            Comparator<DesktopImage> ascending =
                    switch (field) {
                        case "name" -> Comparator.comparing(image -> image.name);
                        case "createdAt" -> Comparator.comparing(image -> image.createdAt);
                        default -> {
                            Map<DesktopImage, Integer> statuses = new HashMap<>(); // one may change during the sort
                            images.forEach(image -> statuses.put(image, STATUSES.indexOf(image.status())));
                            yield Comparator.comparing(image -> Objects.requireNonNull(statuses.get(image)));
                        }
                    };
            return descending ? ascending.reversed() : ascending;
        }
    }

    /**
     * Reads the query of a call, or refuses it as the service would.
     *
     * @param request the call
     * @return the query
     */
    public static ListQuery of(SimulatedRequest request) {
        String folderId = text(request, "folderId", 50);
        if (folderId.isEmpty()) {
            throw CloudRefusal.field("folderId", "Field is required");
        }
        int size = number("pageSize", request.parameter("pageSize").orElse(""), DEFAULT_SIZE);
        if (size > LARGEST_SIZE) {
            throw CloudRefusal.field("pageSize", "must be at most " + LARGEST_SIZE);
        }
        return new ListQuery(
                folderId,
                names(text(request, "filter", 1000).strip()),
                orders(text(request, "orderBy", 100).strip()),
                number("pageToken", text(request, "pageToken", 100), 0),
                size);
    }

    /** Returns the JSON of a page, without the images' labels, like the service. */
    Map<String, @Nullable Object> page(Collection<DesktopImage> all) {
        List<DesktopImage> found = new ArrayList<>();
        for (DesktopImage image : all) {
            if (image.folderId.equals(folderId) && names.test(image.name) && image.exists()) {
                found.add(image);
            }
        }
        for (int i = orders.size() - 1; i >= 0; i--) { // sorting is stable, so the most important order comes last
            found.sort(orders.get(i).of(found));
        }
        int next = Math.min(from + size, found.size());
        Map<String, @Nullable Object> json = Json.map(
                "desktopImages",
                found.subList(Math.min(from, next), next).stream()
                        .map(image -> image.describe(false))
                        .toList());
        if (next < found.size()) {
            json.put("nextPageToken", String.valueOf(next));
        }
        return json;
    }

    private static String text(SimulatedRequest request, String name, int longest) {
        String text = request.parameter(name).orElse("");
        if (text.codePointCount(0, text.length()) > longest) {
            throw CloudRefusal.field(name, "must be at most " + longest + " characters long");
        }
        return text;
    }

    private static int number(String name, String text, int otherwise) {
        if (text.isEmpty() || text.equals("0")) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw CloudRefusal.field(name, "must be a number");
        }
        return Integer.parseInt(text);
    }

    private static Predicate<String> names(String filter) {
        if (filter.isEmpty()) {
            return name -> true;
        }
        Matcher condition = FILTER.matcher(filter);
        if (!condition.matches()) {
            throw CloudRefusal.field("filter", "invalid filter");
        }
        boolean negated = condition.start(1) >= 0 || condition.start(3) >= 0;
        Set<String> values =
                VALUE.matcher(filter).results().map(value -> value.group(1)).collect(Collectors.toSet());
        return name -> values.contains(name) != negated;
    }

    private static List<Order> orders(String text) {
        List<Order> orders = new ArrayList<>();
        if (text.isEmpty()) {
            return orders;
        }
        for (String field : text.split(",", -1)) {
            Matcher order = ORDER.matcher(field.strip());
            if (!order.matches()) {
                throw CloudRefusal.field("orderBy", "invalid order");
            }
            String name = order.group(1).equals("created_at") ? "createdAt" : order.group(1);
            orders.add(new Order(name, order.start(2) >= 0));
        }
        return orders;
    }
}
