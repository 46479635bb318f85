/**
 * The rows of the fault table, which is {@code fault-table.tsv}: each test has the tag of its row, FAULT-1 and on, and runs over
 * blocking and asynchronous calls under the six invariants of {@code Watch}. A row that a test of another module or package
 * shows has its tag there. What a run saw is in {@code target/fault-table.md}.
 */
package dev.imagecopy.verification.faults;
