/** Runs JMH on the engine's parts. The measured code is package-private: each part's benchmark is in its package. */
package dev.imagecopy.benchmarks.parts;
