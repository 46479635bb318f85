/** Requests and results of the Huawei Cloud IMS client. */
@NullMarked
package dev.imagecopy.huawei.ims.model;

import org.jspecify.annotations.NullMarked;
