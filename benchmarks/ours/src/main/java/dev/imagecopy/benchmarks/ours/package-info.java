/** The contenders without a vendor: this SDK, and clients as one would write them by hand. */
package dev.imagecopy.benchmarks.ours;
