/** The parts of the simulator of Yandex Cloud Desktop. Not exported. */
@NullMarked
package dev.imagecopy.testing.yandex;

import org.jspecify.annotations.NullMarked;
