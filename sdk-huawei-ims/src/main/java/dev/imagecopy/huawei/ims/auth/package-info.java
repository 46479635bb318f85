/** Keys and tokens of Huawei Cloud, and where they come from. */
@NullMarked
package dev.imagecopy.huawei.ims.auth;

import org.jspecify.annotations.NullMarked;
