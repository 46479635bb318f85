package dev.imagecopy.alibaba.ecs;

/**
 * An image and its region.
 *
 * @param region the region's id
 * @param imageId the image's id
 */
record RoutedImage(String region, String imageId) {}
