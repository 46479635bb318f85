/** Alibaba's SDK on Tea as a contender. */
package dev.imagecopy.benchmarks.vendors;
