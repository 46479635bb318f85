/** The tables of a fleet. Time is the database's, transactions are short, and locks are taken in one order: lane, limits, copy, task. */
@NullMarked
package dev.imagecopy.fleet.internal.db;

import org.jspecify.annotations.NullMarked;
