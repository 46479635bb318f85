/** The parts of the Alibaba ECS simulator. */
@NullMarked
package dev.imagecopy.testing.alibaba;

import org.jspecify.annotations.NullMarked;
