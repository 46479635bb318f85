/** Many copies at once: how long they take, what they cost, and what becomes of them when the process is killed. */
package dev.imagecopy.verification.bulk;
