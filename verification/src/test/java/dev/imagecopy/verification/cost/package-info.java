/** Gates on what can be counted whatever else the machine does: bytes allocated, classes loaded, sizes of jars. */
package dev.imagecopy.verification.cost;
