/** Servers that do to a connection what no HTTP server would: hang up, reset, send half a response. */
@NullMarked
package dev.imagecopy.testsupport.sockets;

import org.jspecify.annotations.NullMarked;
