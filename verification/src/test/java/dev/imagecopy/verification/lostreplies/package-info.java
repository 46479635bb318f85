/** Thousands of copies on each cloud whose replies are lost at random, each run of its own seed: never two images. */
package dev.imagecopy.verification.lostreplies;
