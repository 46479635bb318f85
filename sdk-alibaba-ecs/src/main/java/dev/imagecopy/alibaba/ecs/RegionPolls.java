package dev.imagecopy.alibaba.ecs;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The copies of one client, grouped by destination region, so that one DescribeImages call tells of many of them. A client
 * has one account, so a region is enough to tell the groups apart.
 *
 * <p>Thread safety: safe for use by many threads.
 */
final class RegionPolls {
    private final ConcurrentMap<String, RegionPoll> byRegion = new ConcurrentHashMap<>();

    RegionPoll.Member join(RoutedImage image) {
        return byRegion.computeIfAbsent(image.region(), RegionPoll::new).join(image.imageId());
    }
}
