/**
 * The rows of the fault table, which is {@code fault-table.tsv}: each test has the tag of its row, FAULT-1 and on, and runs over
 * blocking and asynchronous calls under the six invariants of {@code Watch}. Some rows have their tests in other modules and
 * packages, with the same tag. What a run saw is in {@code target/fault-table.md}.
 */
package dev.imagecopy.verification.faults;
