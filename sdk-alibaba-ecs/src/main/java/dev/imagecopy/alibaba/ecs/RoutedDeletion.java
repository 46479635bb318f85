package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;

/**
 * A deletion and where it goes.
 *
 * @param request what to delete
 * @param region the image's region
 */
record RoutedDeletion(AlibabaDeleteImageRequest request, String region) {}
