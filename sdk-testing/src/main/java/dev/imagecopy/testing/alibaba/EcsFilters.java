package dev.imagecopy.testing.alibaba;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The conditions of DescribeImages on the properties of an image; unknown values are refused with the vendor's codes. */
final class EcsFilters {
    /** The parameters that are read here. */
    static final Set<String> PARAMETERS = Set.of(
            "ActionType",
            "Architecture",
            "Filter.",
            "ImageFamily",
            "ImageOwnerAlias",
            "ImageOwnerId",
            "InstanceType",
            "IsPublic",
            "IsSupportCloudinit",
            "IsSupportIoOptimized",
            "OSType",
            "ShowExpired",
            "SnapshotId",
            "Usage");

    private static final String OTHERS = "others";
    private static final Set<String> SUPPORT =
            Set.of("CpuOnlineUpgrade", "CpuOnlineDowngrade", "MemoryOnlineUpgrade", "MemoryOnlineDowngrade");
    private static final Map<String, Set<String>> WORDS = Map.of(
            "OSType", Set.of("windows", "linux"),
            "Architecture", Set.of("i386", "x86_64", "arm64"),
            "Usage", Set.of("instance", "none"));

    private final EcsRequest request;
    private final long ownerId;
    private final List<Predicate<EcsImage>> conditions = new ArrayList<>();

    /**
     * Reads the conditions.
     *
     * @param request the request
     * @param ownerId the account's id
     */
    EcsFilters(EcsRequest request, long ownerId) {
        this.request = request;
        this.ownerId = ownerId;
        owner();
        WORDS.forEach((name, words) -> request.optional(name).ifPresent(word -> {
            if (!words.contains(word)) {
                throw new EcsRefusal(404, "Invalid" + name, "The specified " + name + " is not valid.");
            }
        }));
        for (String name : List.of("OSType", "Architecture", "Usage", "ImageFamily", "SnapshotId")) {
            equal(name);
        }
        for (String name : List.of("IsSupportCloudinit", "IsSupportIoOptimized")) {
            boolean unused = request.flag(name);
            equal(name);
        }
        boolean unused = request.flag("ShowExpired");
        request.optional("ActionType")
                .filter(type -> !type.matches("CreateEcs|ChangeOS"))
                .ifPresent(type -> {
                    throw EcsRequest.invalid("ActionType");
                });
        request.optional("InstanceType")
                .filter(type -> !type.matches("ecs\\.[a-z0-9.-]+"))
                .ifPresent(type -> {
                    throw new EcsRefusal(
                            400,
                            "InvalidInstanceType.ValueNotSupported",
                            "The specified instance type does not exist.");
                });
        for (int n = 1; n <= 20; n++) {
            filter(request.get("Filter." + n + ".Key"), request.get("Filter." + n + ".Value"));
        }
    }

    /**
     * Returns whether an image matches.
     *
     * @param image the image
     * @return whether it meets every condition
     */
    boolean match(EcsImage image) {
        return conditions.stream().allMatch(condition -> condition.test(image));
    }

    private void owner() {
        String alias = request.get("ImageOwnerAlias");
        if (!Set.of("", "self", "system", OTHERS, "marketplace").contains(alias)) {
            throw new EcsRefusal(
                    400,
                    "InvalidImageOwnerAlias.ValueNotSupported",
                    "The specified ImageOwnerAlias value is not supported.");
        }
        boolean published = request.flag("IsPublic");
        if (published && !alias.equals(OTHERS)) {
            throw new EcsRefusal(
                    400,
                    "InvalidImageOwnerAlias.PublicImageUnsupported",
                    "When querying images, the parameter ImageOwnerAlias should be others while specified parameter"
                            + " IsPublic is true.");
        }
        equal("ImageOwnerAlias");
        if (alias.equals(OTHERS)) {
            conditions.add(image -> image.attribute("IsPublic").equals(String.valueOf(published)));
        }
        request.optional("ImageOwnerId").ifPresent(owner -> {
            if (!alias.equals(OTHERS)) {
                throw new EcsRefusal(
                        400,
                        "InvalidOperation.ImageOwnerIdUnsupported",
                        "The parameter \"ImageOwnerId\" is not supported in this context.");
            }
            conditions.add(image -> {
                String told = image.attribute("ImageOwnerId");
                return owner.equals(told.isEmpty() ? String.valueOf(ownerId) : told);
            });
        });
    }

    private void equal(String name) {
        request.optional(name)
                .ifPresent(
                        wanted -> conditions.add(image -> image.attribute(name).equals(wanted)));
    }

    private void filter(String key, String value) {
        switch (key) {
            case "" -> {}
            case "CreationStartTime" -> {
                Instant bound = minute(value);
                conditions.add(image -> !image.createdAt().isBefore(bound));
            }
            case "CreationEndTime" -> {
                Instant bound = minute(value);
                conditions.add(image ->
                        !image.createdAt().truncatedTo(ChronoUnit.MINUTES).isAfter(bound));
            }
            case "NetworkType" -> {
                if (!value.matches("vpc|classic")) {
                    throw new EcsRefusal(
                            400,
                            "InvalidFilterValue.NetworkType",
                            "The specified networkType value in the Filter is invalid.");
                }
            }
            default -> {
                if (!SUPPORT.contains(key)) {
                    throw new EcsRefusal(404, "InvalidFilterKey.NotFound", "The specified Filter Key is not found.");
                }
                if (!value.matches("supported|unsupported")) {
                    throw badValue();
                }
                conditions.add(
                        image -> value.equals(image.attribute(key).isEmpty() ? "unsupported" : image.attribute(key)));
            }
        }
    }

    private static Instant minute(String value) {
        if (!value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ")) {
            throw badValue();
        }
        try {
            return Instant.parse(value.replace("Z", ":00Z"));
        } catch (DateTimeParseException noTime) {
            throw badValue();
        }
    }

    private static EcsRefusal badValue() {
        return new EcsRefusal(404, "InvalidFilterValue", "The specified Filter Value is not valid.");
    }
}
