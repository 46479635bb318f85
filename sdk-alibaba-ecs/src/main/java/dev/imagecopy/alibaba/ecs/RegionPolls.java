package dev.imagecopy.alibaba.ecs;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The shared polls of one client, one per destination region: one DescribeImages call polls many copies. A client has one
 * account, so the region identifies them.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class RegionPolls {
    private final ConcurrentMap<String, RegionPoll> byRegion = new ConcurrentHashMap<>();

    RegionPoll.Subscriber subscribe(RoutedImage image) {
        return byRegion.computeIfAbsent(image.region(), RegionPoll::new).subscribe(image.imageId());
    }
}
