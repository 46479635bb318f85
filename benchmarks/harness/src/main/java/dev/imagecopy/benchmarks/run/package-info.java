/** Runs contenders in processes of their own and keeps what they tell. */
package dev.imagecopy.benchmarks.run;
