/** The WireMock mappings that sdk-testing publishes, in a WireMock of its own. */
package dev.imagecopy.verification.mappings;
