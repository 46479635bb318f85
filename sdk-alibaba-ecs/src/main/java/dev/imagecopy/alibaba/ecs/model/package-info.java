/** What is sent to Alibaba Cloud ECS and what comes back. */
@NullMarked
package dev.imagecopy.alibaba.ecs.model;

import org.jspecify.annotations.NullMarked;
