package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many copies a run has under way at once. A job waits until there is a place for it in its region, in its account and in the
 * whole run. When a service refuses a copy because there are too many, the run makes do with fewer places, and tries one more
 * when as many copies have ended. Immutable.
 *
 * <p>Alibaba Cloud runs five copies in a region and queues the rest; 100 in flight are what one status call asks for. Huawei
 * Cloud refuses a tenant's sixth copy across regions. For the others there is no documented limit.
 *
 * @param inRun in the whole run; default 10,000
 * @param otherRegions in each region of a provider that is not among {@code inRegion}; default 100
 * @param inRegion in each region of an account, by provider; default 100 for Alibaba Cloud, 16 for Service Fabric, where each
 *     holds a connection
 * @param inAccount in each account for one kind of copy, by provider and kind, as in {@code huawei-ims/copy-image-to-region};
 *     default five for that one
 */
public record CopyLimits(int inRun, int otherRegions, Map<String, Integer> inRegion, Map<String, Integer> inAccount) {
    private static final CopyLimits STANDARD = new CopyLimits(
            10_000, 100, Map.of("alibaba-ecs", 100, "servicefabric", 16), Map.of("huawei-ims/copy-image-to-region", 5));

    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if a limit is not positive
     */
    public CopyLimits {
        inRegion = Map.copyOf(requireNonNull(inRegion, "inRegion"));
        inAccount = Map.copyOf(requireNonNull(inAccount, "inAccount"));
        requirePositive("inRun", inRun);
        requirePositive("otherRegions", otherRegions);
        inRegion.forEach(CopyLimits::requirePositive);
        inAccount.forEach(CopyLimits::requirePositive);
    }

    private static void requirePositive(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("CopyLimits: " + name + " must be positive, but is " + limit);
        }
    }

    /** What the services' own limits ask for. */
    public static CopyLimits standard() {
        return STANDARD;
    }

    /**
     * Returns the limits with another one for the whole run.
     *
     * @param most at least 1
     */
    public CopyLimits withInRun(int most) {
        return new CopyLimits(most, otherRegions, inRegion, inAccount);
    }

    /**
     * Returns the limits with another one for each region of a provider.
     *
     * @param provider for example {@code alibaba-ecs}
     * @param most at least 1
     */
    public CopyLimits withInRegion(String provider, int most) {
        return new CopyLimits(
                inRun, otherRegions, with(inRegion, requireNonNull(provider, "provider"), most), inAccount);
    }

    /**
     * Returns the limits with another one for each account of a provider.
     *
     * @param provider for example {@code huawei-ims}
     * @param kind the kind of copy, for example {@code copy-image-to-region}
     * @param most at least 1
     */
    public CopyLimits withInAccount(String provider, String kind, int most) {
        String name = requireNonNull(provider, "provider") + "/" + requireNonNull(kind, "kind");
        return new CopyLimits(inRun, otherRegions, inRegion, with(inAccount, name, most));
    }

    private static Map<String, Integer> with(Map<String, Integer> limits, String name, int most) {
        Map<String, Integer> changed = new TreeMap<>(limits);
        changed.put(name, most);
        return changed;
    }
}
