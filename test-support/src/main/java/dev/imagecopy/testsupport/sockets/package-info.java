/** Servers that do to a connection what no HTTP server would: hang up, reset, send half an answer. */
@NullMarked
package dev.imagecopy.testsupport.sockets;

import org.jspecify.annotations.NullMarked;
