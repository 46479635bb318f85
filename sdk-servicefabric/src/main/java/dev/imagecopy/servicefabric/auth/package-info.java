/** How a Service Fabric client authenticates itself, and which servers it trusts. */
@NullMarked
package dev.imagecopy.servicefabric.auth;

import org.jspecify.annotations.NullMarked;
