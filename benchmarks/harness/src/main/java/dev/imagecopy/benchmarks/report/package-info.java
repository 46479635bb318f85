/** Statistics over results, and the report made of them. */
package dev.imagecopy.benchmarks.report;
