/** The stub server that all contenders are measured against. */
package dev.imagecopy.benchmarks.server;
