/** Yandex's SDK as a contender. */
package dev.imagecopy.benchmarks.vendors;
