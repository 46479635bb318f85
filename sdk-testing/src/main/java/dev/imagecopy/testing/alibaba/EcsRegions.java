package dev.imagecopy.testing.alibaba;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All images of one account, by region, and the queue of each region's copies. A waiting copy starts at the time when a slot
 * became free, no matter when this is looked at. Guarded by the simulator's lock.
 */
public final class EcsRegions {
    /** The vendor's limit for copies that run at the same time in a region. */
    public static final int MAX_RUNNING = 5;

    /**
     * One region: its images, the names that they have or had, the waiting copies in order, the started ones that occupy a slot,
     * and the KMS keys.
     */
    private static final class Region {
        private final Map<String, EcsImage> images = new LinkedHashMap<>();
        private final Set<String> names = new HashSet<>();
        private final Deque<EcsImage> waiting = new ArrayDeque<>();
        private final List<EcsImage> places = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();

        void add(EcsImage image) {
            images.put(image.id(), image);
            names.add(image.name());
        }
    }

    private final Map<String, Region> regions = new TreeMap<>();
    private int maxRunning = MAX_RUNNING;
    private Optional<Long> limitedAt = Optional.empty();

    /** Creates some of the vendor's regions, all empty. */
    public EcsRegions() {
        for (String region : List.of(
                "ap-northeast-1",
                "ap-southeast-1",
                "ap-southeast-5",
                "cn-beijing",
                "cn-chengdu",
                "cn-guangzhou",
                "cn-hangzhou",
                "cn-hongkong",
                "cn-qingdao",
                "cn-shanghai",
                "cn-shenzhen",
                "cn-zhangjiakou",
                "eu-central-1",
                "eu-west-1",
                "us-east-1",
                "us-west-1")) {
            add(region);
        }
    }

    /**
     * Returns whether a region exists.
     *
     * @param region its id
     * @return true if it exists
     */
    public boolean has(String region) {
        return regions.containsKey(region);
    }

    /**
     * Adds a region, unless it exists.
     *
     * @param region its id
     */
    public void add(String region) {
        regions.putIfAbsent(region, new Region());
    }

    /**
     * Adds a KMS key.
     *
     * @param region the region's id
     * @param keyId the key's id
     */
    public void addKey(String region, String keyId) {
        moved(region).keys.add(keyId);
    }

    /**
     * Returns whether a region has a KMS key.
     *
     * @param region the region's id
     * @param keyId the key's id
     * @return true if it was added to this region
     */
    public boolean hasKey(String region, String keyId) {
        return moved(region).keys.contains(keyId);
    }

    /**
     * Limits how many copies run at the same time in each region.
     *
     * @param most the maximum number
     * @param nowNanos the current monotonic time; no copy starts earlier because of this call
     */
    public void maxRunning(int most, long nowNanos) {
        regions.keySet().forEach(this::images);
        maxRunning = most;
        limitedAt = Optional.of(nowNanos);
    }

    /**
     * Returns the current images of a region, after starting all copies that could have started by now.
     *
     * @param region its id
     * @return images by id, in the order of their creation
     */
    public Map<String, EcsImage> images(String region) {
        return moved(region).images;
    }

    private Region moved(String region) {
        Region found = regions.get(region);
        if (found == null) {
            throw new EcsRefusal(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
        }
        moveOn(found);
        return found;
    }

    /**
     * Returns whether an image of a region has a name. A name that is new to the region is not looked for, since a region may have
     * ten thousand images.
     *
     * @param region the region's id
     * @param name the name
     * @return true if an existing image has it
     */
    public boolean isTaken(String region, String name) {
        Region found = moved(region);
        return found.names.contains(name)
                && found.images.values().stream().anyMatch(image -> image.name().equals(name) && image.exists());
    }

    /**
     * Adds an image that is complete.
     *
     * @param region the region's id
     * @param image the image
     */
    public void put(String region, EcsImage image) {
        moved(region).add(image);
    }

    /**
     * Adds a copy to a region. It starts when one of the region's slots is free.
     *
     * @param region the region's id
     * @param copy the waiting copy
     */
    public void enqueue(String region, EcsImage copy) {
        Region found = moved(region);
        found.add(copy);
        found.waiting.add(copy);
        moveOn(found);
    }

    /**
     * Removes an image, and its place in the queue.
     *
     * @param region the region's id
     * @param image the image
     */
    public void remove(String region, EcsImage image) {
        Region found = moved(region);
        found.images.remove(image.id());
        found.waiting.remove(image);
    }

    private void moveOn(Region region) {
        while (!region.waiting.isEmpty()) {
            EcsImage next = region.waiting.getFirst();
            long start = next.waitingSinceNanos();
            if (region.places.size() >= maxRunning) {
                Optional<EcsImage> ended = firstEnded(region);
                if (ended.isEmpty()) {
                    return;
                }
                start = later(start, ended.get().endNanos());
                region.places.remove(ended.get());
            }
            if (region.places.size() >= maxRunning) {
                continue; // there were more slots before
            }
            region.waiting.removeFirst();
            next.start(limitedAt.isPresent() ? later(start, limitedAt.get()) : start);
            region.places.add(next);
        }
    }

    private static Optional<EcsImage> firstEnded(Region region) {
        return region.places.stream()
                .filter(image -> !image.isRunning())
                .min(Comparator.comparingLong(
                        image -> image.endNanos() - region.places.get(0).waitingSinceNanos()));
    }

    /** Monotonic times must be compared by their difference. */
    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
