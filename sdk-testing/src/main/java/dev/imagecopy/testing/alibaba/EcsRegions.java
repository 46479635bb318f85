package dev.imagecopy.testing.alibaba;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All images, by region. Guarded by the simulator's lock. */
public final class EcsRegions {
    /** The vendor's limit of copies that run at the same time in a region. */
    public static final int MAX_RUNNING = 5;

    private final Map<String, Map<String, EcsImage>> regions = new TreeMap<>();

    /** Makes a world with some of the vendor's regions, all empty. */
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
            regions.put(region, new LinkedHashMap<>());
        }
    }

    /**
     * Tells whether there is such a region.
     *
     * @param region its id
     * @return true if there is
     */
    public boolean has(String region) {
        return regions.containsKey(region);
    }

    /**
     * Adds a region, if it is new.
     *
     * @param region its id
     */
    public void add(String region) {
        regions.putIfAbsent(region, new LinkedHashMap<>());
    }

    /**
     * Returns the images of a region.
     *
     * @param region its id
     * @return images by id, in the order of their making
     */
    public Map<String, EcsImage> images(String region) {
        Map<String, EcsImage> images = regions.get(region);
        if (images == null) {
            throw new EcsRefusal(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
        }
        return images;
    }

    /**
     * Removes what is gone and starts copies that wait, as far as the region has free places.
     *
     * @param region its id
     * @param starter starts one copy
     */
    public void moveOn(String region, Consumer<EcsImage> starter) {
        Collection<EcsImage> images = images(region).values();
        long running = images.stream().filter(EcsImage::isRunning).count();
        List<EcsImage> waiting =
                new ArrayList<>(images.stream().filter(EcsImage::isWaiting).toList());
        while (running < MAX_RUNNING && !waiting.isEmpty()) {
            EcsImage next = waiting.remove(0);
            starter.accept(next);
            running += next.isRunning() ? 1 : 0;
        }
    }
}
