/**
 * The fault suite: one row of the fault table after the other, over blocking and asynchronous calls. The report of a run is
 * {@code target/fault-suite.md}.
 */
package dev.imagecopy.verification.faults;
