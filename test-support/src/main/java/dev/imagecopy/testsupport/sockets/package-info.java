/** Servers that treat a connection as no HTTP server would: hang up, reset it, send half a response. */
@NullMarked
package dev.imagecopy.testsupport.sockets;

import org.jspecify.annotations.NullMarked;
