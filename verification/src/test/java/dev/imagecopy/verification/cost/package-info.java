/** Gates on what can be counted whatever else the machine does: bytes allocated, classes loaded. */
package dev.imagecopy.verification.cost;
