package dev.imagecopy.yandex.desktop;

/** The vendor's clouds. Whether a cloud offers Cloud Desktop is up to the vendor. */
public enum YandexInstallation {
    /** {@code api.cloud.yandex.net}. */
    RUSSIA("api.cloud.yandex.net"),
    /** {@code api.yandexcloud.kz}. */
    KAZAKHSTAN("api.yandexcloud.kz");

    private final String apiHost;

    YandexInstallation(String apiHost) {
        this.apiHost = apiHost;
    }

    /**
     * Returns the domain of the installation's API, in which each service has a subdomain.
     *
     * @return for example {@code api.cloud.yandex.net}
     */
    public String apiHost() {
        return apiHost;
    }
}
