package dev.imagecopy.servicefabric;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;

/**
 * Variables by which Azure's tools choose an identity. A client does not read them: it uses the credentials of its builder, or
 * none, and in that case warns about the variables that are set.
 *
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
            new Unused("AZURE_CLIENT_CERTIFICATE_PATH", BY_CERTIFICATE));

    private UnusedIdentities() {}

    /** Warns about those that are set. */
    static void warn(NamedSettings variables) {
        new UnusedSettings("ServiceFabricClient").warn(variables, ALL);
    }
}
