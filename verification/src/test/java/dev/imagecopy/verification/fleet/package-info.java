/** Fleets whose workers are killed, and what a step of theirs costs. */
package dev.imagecopy.verification.fleet;
