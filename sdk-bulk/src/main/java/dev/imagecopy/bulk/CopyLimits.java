package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many copies of a run may be in progress at once. A job waits until the limits of its region, its account and the whole
 * run permit it. When a service rejects a copy because there are too many, the run lowers the limit, and raises it by one after
 * as many copies have ended. Immutable.
 *
 * <p>Alibaba Cloud runs five copies per region and queues the rest; one status call covers 100 copies. Huawei Cloud rejects a
 * tenant's sixth copy across regions. The others document no limit.
 *
 * @param inRun the limit for the whole run; default: 10,000
 * @param otherRegions the limit for each region of a provider that is not in {@code inRegion}; default: 100
 * @param inRegion the limit for each region of an account, by provider; default: 100 for Alibaba Cloud, and 16 for Service
 *     Fabric, where each copy occupies a connection
 * @param inAccount the limit for each account and kind of copy, by provider and kind, for example
 *     {@code huawei-ims/copy-image-to-region}; default: 5 for that one
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

    /** Returns limits that match those of the services. */
    public static CopyLimits standard() {
        return STANDARD;
    }

    /**
     * Returns a copy with another limit for the whole run.
     *
     * @param most at least 1
     */
    public CopyLimits withInRun(int most) {
        return new CopyLimits(most, otherRegions, inRegion, inAccount);
    }

    /**
     * Returns a copy with another limit for each region of a provider.
     *
     * @param provider for example {@code alibaba-ecs}
     * @param most at least 1
     */
    public CopyLimits withInRegion(String provider, int most) {
        return new CopyLimits(
                inRun, otherRegions, with(inRegion, requireNonNull(provider, "provider"), most), inAccount);
    }

    /**
     * Returns a copy with another limit for each account of a provider.
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
