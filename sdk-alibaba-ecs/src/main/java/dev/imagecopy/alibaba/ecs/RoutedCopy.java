package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;

/**
 * A copy whose source region is known.
 *
 * @param request the request
 * @param region the source's region
 */
record RoutedCopy(AlibabaCopyImageRequest request, String region) {
    String targetRegion() {
        return request.targetRegion().orElse(region);
    }
}
