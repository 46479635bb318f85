package dev.imagecopy.yandex.desktop;

/** The two documented host names of Cloud Desktop. */
public enum YandexDesktopHost {
    /** {@code clouddesktops.}, as in the vendor's list of endpoints, its clients and its newer pages. The default. */
    CLOUDDESKTOPS("clouddesktops"),
    /** {@code cloud-desktop.}, as in the older pages of the reference. */
    CLOUD_DESKTOP("cloud-desktop");

    private final String subdomain;

    YandexDesktopHost(String subdomain) {
        this.subdomain = subdomain;
    }

    String subdomain() {
        return subdomain;
    }
}
