/** The parts of the Huawei Cloud IMS simulator. */
@NullMarked
package dev.imagecopy.testing.huawei;

import org.jspecify.annotations.NullMarked;
