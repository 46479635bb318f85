/** The stub server over HTTPS. */
package dev.imagecopy.benchmarks.secure;
