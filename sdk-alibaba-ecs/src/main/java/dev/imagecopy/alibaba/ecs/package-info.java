/** Copies images between regions of Alibaba Cloud ECS. */
@NullMarked
package dev.imagecopy.alibaba.ecs;

import org.jspecify.annotations.NullMarked;
