package dev.imagecopy.yandex.desktop;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which address serves what. Images and operations live on hosts of their own.
 *
 * @see <a href="https://yandex.cloud/en/docs/api-design-guide/concepts/endpoints">the vendor's list</a>
 */
final class YandexDesktopEndpoints implements Function<String, URI> {
    static final String IMAGES = "images";
    static final String OPERATIONS = "operations";
    static final String IAM = "iam";
    static final String FEDERATION = "federation";

    private static final URI FEDERATION_HOST = URI.create("https://auth.yandex.cloud/");

    private final YandexInstallation installation;
    private final YandexDesktopHost desktopHost;
    private final Optional<URI> override;

    YandexDesktopEndpoints(YandexInstallation installation, YandexDesktopHost desktopHost, Optional<URI> override) {
        this.installation = installation;
        this.desktopHost = desktopHost;
        this.override = override;
    }

    @Override
    public URI apply(String route) {
        return override.orElseGet(() -> route.equals(FEDERATION)
                ? FEDERATION_HOST
                : URI.create("https://" + subdomain(route) + "." + installation.apiHost() + "/"));
    }

    /** What a JWT must name as its audience: the installation's token service, through whatever gateway it is reached. */
    String jwtAudience() {
        return "https://iam." + installation.apiHost() + "/iam/v1/tokens";
    }

    private String subdomain(String route) {
        return switch (route) {
            case IMAGES -> desktopHost.subdomain();
            case OPERATIONS -> "operation";
            case IAM -> "iam";
            default -> throw new IllegalArgumentException("There is no endpoint for " + route);
        };
    }
}
