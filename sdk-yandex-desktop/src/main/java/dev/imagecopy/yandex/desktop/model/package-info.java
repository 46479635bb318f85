/** Requests and results of the Yandex Cloud Desktop client. */
@NullMarked
package dev.imagecopy.yandex.desktop.model;

import org.jspecify.annotations.NullMarked;
