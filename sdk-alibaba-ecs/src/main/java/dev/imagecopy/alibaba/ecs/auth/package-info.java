/** Credentials for Alibaba Cloud, and the places where they are found. */
@NullMarked
package dev.imagecopy.alibaba.ecs.auth;

import org.jspecify.annotations.NullMarked;
