/** Copies content inside a Service Fabric image store. */
@NullMarked
package dev.imagecopy.servicefabric;

import org.jspecify.annotations.NullMarked;
