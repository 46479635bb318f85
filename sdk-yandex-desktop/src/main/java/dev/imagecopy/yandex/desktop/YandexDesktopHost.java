package dev.imagecopy.yandex.desktop;

/** Under which of the two documented host names Cloud Desktop is called. */
public enum YandexDesktopHost {
    /** {@code clouddesktops.}: the vendor's list of endpoints, its clients and its newer pages. The default. */
    CLOUDDESKTOPS("clouddesktops"),
    /** {@code cloud-desktop.}: the older pages of the reference. */
    CLOUD_DESKTOP("cloud-desktop");

    private final String subdomain;

    YandexDesktopHost(String subdomain) {
        this.subdomain = subdomain;
    }

    String subdomain() {
        return subdomain;
    }
}
