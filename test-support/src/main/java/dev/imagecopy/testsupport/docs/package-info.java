/** What tests compare the documentation with. */
@NullMarked
package dev.imagecopy.testsupport.docs;

import org.jspecify.annotations.NullMarked;
