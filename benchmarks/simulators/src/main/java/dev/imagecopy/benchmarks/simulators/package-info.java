/** The simulators under load. */
package dev.imagecopy.benchmarks.simulators;
