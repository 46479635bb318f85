/** Credentials for Yandex Cloud, and the places where they are found. */
@NullMarked
package dev.imagecopy.yandex.desktop.auth;

import org.jspecify.annotations.NullMarked;
