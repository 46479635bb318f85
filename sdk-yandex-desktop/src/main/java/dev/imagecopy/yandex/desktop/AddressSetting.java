package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.credentials.Setting;

/** The settings that are read to choose an installation. */
enum AddressSetting implements Setting {
    /** The address of an installation's API, as Terraform and the command line write it: {@code api.cloud.yandex.net:443}. */
    ENDPOINT("YC_ENDPOINT");

    private final String key;

    AddressSetting(String key) {
        this.key = key;
    }

    @Override
    public String place() {
        return "variable";
    }

    @Override
    public String key() {
        return key;
    }
}
