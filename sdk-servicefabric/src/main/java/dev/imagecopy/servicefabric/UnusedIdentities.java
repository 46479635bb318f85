package dev.imagecopy.servicefabric;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Variables by which Azure's tools choose an identity or a cluster. A client does not read them: it uses the credentials of its
 * builder, or none, and in that case warns about the variables that are set. The command line {@code sfctl} reads each entry of its
 * configuration from a variable, too.
 *
 * @see <a href="https://github.com/microsoft/service-fabric-cli/blob/master/src/sfctl/config.py">the entries of sfctl</a>
 * @see <a href="https://learn.microsoft.com/java/api/overview/azure/identity-readme#environment-variables">Azure Identity</a>
 */
final class UnusedIdentities {
    private static final String BY_TOKEN = "pass tokens with ServiceFabricCredentials.bearer";
    private static final String BY_CERTIFICATE = "pass the certificate with ServiceFabricCredentials.clientCertificate";

    static final List<Unused> ALL = List.of(
            new Unused("AZURE_CLIENT_ID", BY_TOKEN),
            new Unused("AZURE_TENANT_ID", BY_TOKEN),
            new Unused("AZURE_CLIENT_SECRET", BY_TOKEN),
            new Unused("AZURE_USERNAME", BY_TOKEN),
            new Unused("AZURE_PASSWORD", BY_TOKEN),
            new Unused("AZURE_FEDERATED_TOKEN_FILE", BY_TOKEN),
            new Unused("AZURE_AUTHORITY_HOST", BY_TOKEN),
            new Unused("AZURE_CLIENT_CERTIFICATE_PATH", BY_CERTIFICATE),
            new Unused("SFCTL_SERVICEFABRIC_SECURITY", BY_CERTIFICATE),
            new Unused("SFCTL_SERVICEFABRIC_PEM_PATH", BY_CERTIFICATE),
            new Unused("SFCTL_SERVICEFABRIC_CERT_PATH", BY_CERTIFICATE),
            new Unused("SFCTL_SERVICEFABRIC_KEY_PATH", BY_CERTIFICATE),
            new Unused("SFCTL_SERVICEFABRIC_AAD_TOKEN", BY_TOKEN),
            new Unused("SFCTL_SERVICEFABRIC_AAD_CACHE", BY_TOKEN),
            new Unused("SFCTL_SERVICEFABRIC_AAD_CLIENT", BY_TOKEN),
            new Unused("SFCTL_SERVICEFABRIC_AAD_RESOURCE", BY_TOKEN),
            new Unused("SFCTL_SERVICEFABRIC_AUTHORITY_URI", BY_TOKEN));

    private static final String ELSEWHERE = "the builder's endpoint, credentials and trust are used";

    /** The cluster and its protection, which the builder always determines. */
    static final List<Unused> PLACES = List.of(
            new Unused("SFCTL_CONFIG_DIR", ELSEWHERE),
            new Unused("SFCTL_SERVICEFABRIC_ENDPOINT", ELSEWHERE),
            new Unused("SFCTL_SERVICEFABRIC_NO_VERIFY", ELSEWHERE),
            new Unused("SFCTL_SERVICEFABRIC_USE_CA", ELSEWHERE),
            new Unused("SFCTL_SERVICEFABRIC_CA_PATH", ELSEWHERE));

    /** How a switch says that nothing is to change. */
    private static final Set<String> OFF = Set.of("false", "no", "off", "0");

    private UnusedIdentities() {}

    /**
     * Warns about those that are set.
     *
     * @param hasCredentials whether the builder has credentials, which take precedence
     * @param endpoint the builder's endpoint; the same one elsewhere is no mistake
     */
    static void warn(NamedSettings variables, boolean hasCredentials, String endpoint) {
        UnusedSettings unused = new UnusedSettings("ServiceFabricClient");
        if (!hasCredentials) {
            unused.warn(variables, ALL, "none"::equalsIgnoreCase); // how sfctl says that it uses none
        }
        unused.warn(
                variables,
                PLACES,
                value -> OFF.contains(value.toLowerCase(Locale.ROOT))
                        || address(value).equals(address(endpoint)));
    }

    private static String address(String written) {
        String address = written.strip().toLowerCase(Locale.ROOT);
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
