/** What is asked of Huawei Cloud IMS and what it answers. */
@NullMarked
package dev.imagecopy.huawei.ims.model;

import org.jspecify.annotations.NullMarked;
