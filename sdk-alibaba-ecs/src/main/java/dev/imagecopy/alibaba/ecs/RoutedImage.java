package dev.imagecopy.alibaba.ecs;

/**
 * An image and where it is.
 *
 * @param region the region's id
 * @param imageId the image's id
 */
record RoutedImage(String region, String imageId) {}
