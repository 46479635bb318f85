package dev.imagecopy.alibaba.ecs;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The copies of one client, grouped by destination region, so that one DescribeImages call tells of many of them. A client
 * has one account, so a region is enough to tell the groups apart.
 *
 * <p>Thread safety: safe for use by many threads.
 */
final class PollGroups {
    private final ConcurrentMap<String, PollGroup> byRegion = new ConcurrentHashMap<>();

    PollGroup.Member join(RoutedImage image) {
        return byRegion.computeIfAbsent(image.region(), PollGroup::new).join(image.imageId());
    }
}
