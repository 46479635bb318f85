package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.SimulatedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The conditions and the order of a list of images. Whatever the vendor's page does not list is refused. */
final class ImsFilters {
    /** The format of each parameter. */
    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("__imagetype", "gold|private|shared|market"),
            form("__isregistered", "true"),
            form("__os_bit", "32|64"),
            form("__os_type", "Linux|Windows|Other"),
            form("__platform", ".+"),
            form("__system__cmkid", "[A-Za-z0-9-]+"),
            form("__whole_image", "true|false"),
            form("architecture", "x86|arm"),
            form("container_format", "bare"),
            form("created_at", "(gt|gte|lt|lte|eq|neq):[0-9TZ:-]+"),
            form("disk_format", "vhd|zvhd|zvhd2|raw|qcow2|vmdk|vdi|qed|iso"),
            form("enterprise_project_id", "all_granted_eps|[A-Za-z0-9-]{1,36}"),
            form("flavor_id", ".+"),
            form("member_status", "accepted|rejected|pending"),
            form("min_disk", "[0-9]+"),
            form("min_ram", "[0-9]+"),
            form("owner", "[A-Za-z0-9-]+"),
            form("protected", "true|false"),
            form("sort_dir", "asc|desc"),
            form("sort_key", "name|container_format|disk_format|status|id|size|created_at"),
            form("status", "queued|saving|deleted|killed|active"),
            form("tag", ".+"),
            form("updated_at", "(gt|gte|lt|lte|eq|neq):[0-9TZ:-]+"),
            form("virtual_env_type", "FusionCompute|Ironic|DataImage|IsoImage"),
            form("visibility", "public|private|shared"));

    /** The parameters that are read here. */
    static final Set<String> PARAMETERS = FORMS.keySet();

    private static final Set<String> NO_CONDITIONS = Set.of("sort_key", "sort_dir", "flavor_id");

    private final SimulatedRequest request;

    ImsFilters(SimulatedRequest request) {
        this.request = request;
        FORMS.forEach((name, form) -> request.parameter(name).ifPresent(value -> {
            if (!form.matcher(value).matches()) {
                throw ImsRefusal.service(
                        name.equals("__imagetype") ? "IMG.0024" : "IMG.0001", "The value of " + name + " is invalid.");
            }
        }));
    }

    private static Map.Entry<String, Pattern> form(String name, String form) {
        return Map.entry(name, Pattern.compile(form));
    }

    /**
     * Returns whether an image matches.
     *
     * @param image the image's properties
     * @return whether it meets every condition
     */
    boolean match(Map<String, @Nullable Object> image) {
        return matchInAnyStatus(image) && meets("status", image);
    }

    /**
     * Returns whether an image would match in some status.
     *
     * @param image the image's properties
     * @return whether it meets every condition but that for the status
     */
    boolean matchInAnyStatus(Map<String, @Nullable Object> image) {
        return FORMS.keySet().stream()
                .filter(name -> !NO_CONDITIONS.contains(name) && !name.equals("status"))
                .allMatch(name -> meets(name, image));
    }

    private boolean meets(String name, Map<String, @Nullable Object> image) {
        return request.parameter(name)
                .map(wanted -> matches(name, wanted).test(image))
                .orElse(true);
    }

    /** The requested order; by default the newest image comes first. */
    Comparator<Map<String, @Nullable Object>> order() {
        String key = request.parameter("sort_key").orElse("created_at");
        Comparator<Map<String, @Nullable Object>> up = Comparator.<Map<String, @Nullable Object>, String>comparing(
                        image -> text(image, key))
                .thenComparing(image -> text(image, "id"));
        return request.parameter("sort_dir").orElse("desc").equals("asc") ? up : up.reversed();
    }

    private static Predicate<Map<String, @Nullable Object>> matches(String name, String wanted) {
        return switch (name) {
            case "enterprise_project_id" ->
                image -> wanted.equals("all_granted_eps") || wanted.equals(text(image, name));
            case "tag" -> image -> image.get("tags") instanceof Collection<?> tags && tags.contains(wanted);
            case "member_status" ->
                image -> !text(image, "__imagetype").equals("shared")
                        || text(image, name).equals(wanted);
            case "created_at", "updated_at" -> image -> within(name, text(image, name), wanted);
            case "architecture" ->
                image -> wanted.equals(text(image, "__support_arm").equals("true") ? "arm" : "x86");
            case "__whole_image" -> image -> wanted.equals(text(image, name).equals("true") ? "true" : "false");
            default -> image -> wanted.equals(text(image, name));
        };
    }

    private static boolean within(String name, String moment, String bound) {
        int colon = bound.indexOf(':');
        int order;
        try {
            order = Instant.parse(moment).compareTo(Instant.parse(bound.substring(colon + 1)));
        } catch (DateTimeException noTime) {
            throw ImsRefusal.service("IMG.0001", name + " holds no time");
        }
        return switch (bound.substring(0, colon)) {
            case "gt" -> order > 0;
            case "gte" -> order >= 0;
            case "lt" -> order < 0;
            case "lte" -> order <= 0;
            case "eq" -> order == 0;
            default -> order != 0;
        };
    }

    private static String text(Map<String, @Nullable Object> image, String name) {
        Object value = image.get(name);
        return value == null ? "" : String.valueOf(value);
    }
}
