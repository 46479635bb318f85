/** Credentials for Alibaba Cloud, and where they come from. */
@NullMarked
package dev.imagecopy.alibaba.ecs.auth;

import org.jspecify.annotations.NullMarked;
