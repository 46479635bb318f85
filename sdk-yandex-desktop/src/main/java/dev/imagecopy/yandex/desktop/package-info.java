/** Copies desktop images in Yandex Cloud Desktop. */
@NullMarked
package dev.imagecopy.yandex.desktop;

import org.jspecify.annotations.NullMarked;
