package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

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
     * The installation that the environment names, as the vendor's tools do.
     *
     * @param checks takes the violation where it names none that is known: nothing must go to another cloud than meant
     */
    static YandexInstallation named(NamedSettings variables, Checks checks) {
        Optional<String> address = variables.value(AddressSetting.ENDPOINT);
        if (address.isEmpty()) {
            return RUSSIA;
        }
        String host = address.get().replaceFirst("^(https|grpcs)://", "").replaceFirst("(:443)?/?$", "");
        for (YandexInstallation each : values()) {
            if (each.apiHost.equalsIgnoreCase(host)) {
                return each;
            }
        }
        checks.check(
                false,
                AddressSetting.ENDPOINT.key() + " names no installation that is known: choose one with installation(),"
                        + " or an address with endpoint()");
        return RUSSIA;
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
