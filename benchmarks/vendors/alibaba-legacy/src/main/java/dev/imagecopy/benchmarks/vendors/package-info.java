/** Alibaba's older SDK as a contender. */
package dev.imagecopy.benchmarks.vendors;
