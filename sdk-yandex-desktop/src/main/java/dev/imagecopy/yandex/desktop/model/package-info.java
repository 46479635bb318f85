/** What Cloud Desktop is asked for, and what it answers. */
@NullMarked
package dev.imagecopy.yandex.desktop.model;

import org.jspecify.annotations.NullMarked;
