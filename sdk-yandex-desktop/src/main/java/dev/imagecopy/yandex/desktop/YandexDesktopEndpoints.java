package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls;
import java.net.URI;
import java.util.Optional;

/**
 * The addresses of the services. Images and operations have separate hosts.
 *
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/endpoints">the vendor's list</a>
 */
record YandexDesktopEndpoints(YandexInstallation installation, YandexDesktopHost desktopHost, Optional<URI> override)
        implements Endpoints {
    static final String IMAGES = "images";
    static final String OPERATIONS = "operations";
    static final String LIST = "list";

    private static final URI FEDERATION_HOST = URI.create("https://auth.yandex.cloud/");

    @Override
    public URI apply(String route) {
        if (route.equals(YandexIamCalls.AUDIENCE)) {
            return jwtAudience();
        }
        if (override.isPresent()) {
            return override.get();
        }
        return switch (route) {
            case YandexIamCalls.FEDERATION -> FEDERATION_HOST;
            case LIST -> URI.create("https://" + installation.apiHost() + "/");
            case IMAGES -> host(desktopHost.subdomain());
            default -> host(serviceId(route));
        };
    }

    private URI host(String subdomain) {
        return URI.create("https://" + subdomain + "." + installation.apiHost() + "/");
    }

    /** The name of a service in the vendor's list of endpoints. */
    static String serviceId(String route) {
        return switch (route) {
            case IMAGES -> YandexDesktopHost.CLOUDDESKTOPS.subdomain();
            case OPERATIONS -> "operation";
            case YandexIamCalls.IAM -> "iam";
            default -> throw new IllegalArgumentException("There is no endpoint for " + route);
        };
    }

    /** The audience of a JWT: the installation's token service, independent of the gateway through which it is reached. */
    URI jwtAudience() {
        return URI.create("https://iam." + installation.apiHost() + "/iam/v1/tokens");
    }
}
