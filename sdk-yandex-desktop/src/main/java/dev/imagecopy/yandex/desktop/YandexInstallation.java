package dev.imagecopy.yandex.desktop;

/** Which of the vendor's clouds a client works with. Whether each has Cloud Desktop is for the vendor to say. */
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
     * Returns the host of the installation's API, of which each service has a subdomain.
     *
     * @return for example {@code api.cloud.yandex.net}
     */
    public String apiHost() {
        return apiHost;
    }
}
