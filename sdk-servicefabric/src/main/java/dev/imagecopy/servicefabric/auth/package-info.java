/** How a Service Fabric client proves who it is, and whom it trusts. */
@NullMarked
package dev.imagecopy.servicefabric.auth;

import org.jspecify.annotations.NullMarked;
