/** What becomes of calls when clocks differ. */
package dev.imagecopy.verification.clocks;
