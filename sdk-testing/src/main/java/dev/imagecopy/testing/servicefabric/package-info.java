/** The parts of the Service Fabric simulator. */
@NullMarked
package dev.imagecopy.testing.servicefabric;

import org.jspecify.annotations.NullMarked;
