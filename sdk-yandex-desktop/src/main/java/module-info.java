/** Copies desktop images in Yandex Cloud Desktop. */
module dev.imagecopy.yandex.desktop {
    exports dev.imagecopy.yandex.desktop;
    exports dev.imagecopy.yandex.desktop.auth;
    exports dev.imagecopy.yandex.desktop.model;

    requires com.fasterxml.jackson.databind;
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
