/** Requests and results of the Alibaba Cloud ECS client. */
@NullMarked
package dev.imagecopy.alibaba.ecs.model;

import org.jspecify.annotations.NullMarked;
