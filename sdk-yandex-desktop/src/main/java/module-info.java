/** Copies desktop images in Yandex Cloud Desktop. */
module dev.imagecopy.yandex.desktop {
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
