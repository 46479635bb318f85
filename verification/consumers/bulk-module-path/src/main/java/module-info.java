module consumer {
    requires dev.imagecopy.bulk;
    requires dev.imagecopy.testing;
    requires dev.imagecopy.yandex.desktop;
}
