/** Copies images with Huawei Cloud Image Management Service, inside a region and across regions. */
@NullMarked
package dev.imagecopy.huawei.ims;

import org.jspecify.annotations.NullMarked;
