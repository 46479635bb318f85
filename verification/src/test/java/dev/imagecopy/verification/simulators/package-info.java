/** What the simulators promise to the tests of applications, seen through the four clients. */
package dev.imagecopy.verification.simulators;
