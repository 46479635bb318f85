/** Credentials for Yandex Cloud, and where they come from. */
@NullMarked
package dev.imagecopy.yandex.desktop.auth;

import org.jspecify.annotations.NullMarked;
