package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;

/** The vendor's cloud that a client works with. Not every cloud may offer Cloud Desktop; see the vendor's pages. */
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
     * Returns the installation that the environment names, as for the vendor's tools.
     *
     * @param checks receives a violation if the name is unknown, so that nothing goes to the wrong cloud
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

    /** Returns whether a host is that of the installation's API, or of one of its services. */
    boolean has(String host) {
        return host.equals(apiHost) || host.endsWith("." + apiHost);
    }

    /**
     * Returns the host of the installation's API; each service has a subdomain of it.
     *
     * @return for example {@code api.cloud.yandex.net}
     */
    public String apiHost() {
        return apiHost;
    }
}
