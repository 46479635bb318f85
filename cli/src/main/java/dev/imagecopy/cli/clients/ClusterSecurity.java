package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.cli.plan.PlanAccount.ClusterIdentity;
import dev.imagecopy.cli.plan.PlanAccount.ClusterTrust;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ClientCertificate;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Who the client of a cluster is, and which servers it trusts. */
final class ClusterSecurity {
    private static final char[] NO_PASSWORD = {};

    private ClusterSecurity() {}

    static CredentialsFinding apply(PlanAccount.ServiceFabric account, ServiceFabricClient.Builder builder) {
        ClusterTrust trust = account.trust();
        if (!trust.thumbprints().isEmpty()) {
            builder.serverTrust(ServerTrust.thumbprints(trust.thumbprints().toArray(String[]::new)));
        }
        trust.commonName()
                .ifPresent(name -> builder.serverTrust(
                        ServerTrust.commonName(name, trust.issuerThumbprints().toArray(String[]::new))));
        ClusterIdentity identity = account.identity();
        if (identity.certificate().isPresent()) {
            Path file = identity.certificate().get();
            CredentialsFinding finding = new CredentialsFinding(place(identity));
            // Given as such, so that the client can check it against its addresses.
            builder.credentials(ServiceFabricCredentials.clientCertificate(certificate(file, identity)));
            return finding;
        }
        if (identity.tokenVariable().isPresent()) {
            String variable = identity.tokenVariable().get();
            CredentialsFinding finding = new CredentialsFinding(place(identity));
            builder.credentials(finding.watching(CredentialsSource.from(ServiceFabricCredentials.bearer(
                    () -> CredentialLookup.system().variables().required(variable)))));
            return finding;
        }
        return new CredentialsFinding(place(identity));
    }

    /** Where the credentials are looked for. */
    static String place(ClusterIdentity identity) {
        return identity.certificate()
                .map(file -> "the certificate in " + file)
                .or(() -> identity.tokenVariable().map(variable -> "the variable " + variable))
                .orElse("none are set");
    }

    private static ClientCertificate certificate(Path file, ClusterIdentity identity) {
        char[] password =
                identity.passwordVariable().map(ClusterSecurity::password).orElse(NO_PASSWORD);
        try {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return name.endsWith(".pfx") || name.endsWith(".p12")
                    ? ClientCertificate.pkcs12(file, password)
                    : ClientCertificate.pem(file, identity.key().orElse(file), password);
        } catch (CredentialsException e) {
            // The SDK shows no paths; those of an account are what the user has written.
            String key =
                    identity.key().map(path -> ", certificateKeyFile: " + path).orElse("");
            throw new CredentialsException(
                    e.getMessage() + " (certificateFile: " + file + key + ")", ErrorContext.none(false), e);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static char[] password(String variable) {
        return CredentialLookup.system()
                .variables()
                .value(variable)
                .orElseThrow(() -> new RefusedException(
                        "The variable " + variable + " with the password of the certificate's key is not set",
                        "Set it in the environment of imagecopy"))
                .toCharArray();
    }
}
