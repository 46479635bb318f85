/**
 * The rows of the fault table, which is {@code fault-table.tsv}: each test has the tag of its row, FAULT-1 to FAULT-80, and runs
 * over blocking and asynchronous calls. What a run saw is in {@code target/fault-table.md}.
 */
package dev.imagecopy.verification.faults;
