/** The signature algorithms, which the calls to ECS and those for credentials share. Not exported. */
@NullMarked
package dev.imagecopy.alibaba.ecs.signing;

import org.jspecify.annotations.NullMarked;
