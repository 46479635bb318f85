/**
 * Fuzzing of everything that reads bytes from the network or a file: golden files and the simulators' answers, damaged at
 * random, go through the public surface. Whatever they hold, the caller gets a documented exception, soon, and no secret in it.
 */
package dev.imagecopy.verification.fuzz;
