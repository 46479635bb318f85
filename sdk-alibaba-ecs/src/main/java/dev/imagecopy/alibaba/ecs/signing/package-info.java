/** The signature algorithms, for the calls to ECS and those for credentials. Not exported. */
@NullMarked
package dev.imagecopy.alibaba.ecs.signing;

import org.jspecify.annotations.NullMarked;
