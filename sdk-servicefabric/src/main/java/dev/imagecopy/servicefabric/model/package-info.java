/** Requests and results of the Service Fabric client. */
@NullMarked
package dev.imagecopy.servicefabric.model;

import org.jspecify.annotations.NullMarked;
