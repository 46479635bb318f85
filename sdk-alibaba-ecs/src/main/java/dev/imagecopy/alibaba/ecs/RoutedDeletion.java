package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;

/**
 * A request to delete an image, with its region.
 *
 * @param request what to delete
 * @param region the image's region
 */
record RoutedDeletion(AlibabaDeleteImageRequest request, String region) {}
