/** What a client under measurement implements, and the program that measures it in a process of its own. */
package dev.imagecopy.benchmarks.contender;
