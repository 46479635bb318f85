package dev.imagecopy.servicefabric;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Passes each attempt's credentials to the transport, since certificates and pins belong to the connection. */
final class GatewayCredentials implements CredentialsProvider<ServiceFabricCredentials> {
    private final CredentialsProvider<ServiceFabricCredentials> source;
    private final GatewayTransport transport;
    private final ServerTrust trust;
    private final boolean foreignTls;

    GatewayCredentials(
            CredentialsProvider<ServiceFabricCredentials> source,
            GatewayTransport transport,
            ServerTrust trust,
            boolean foreignTls) {
        this.source = source;
        this.transport = transport;
        this.trust = trust;
        this.foreignTls = foreignTls;
    }

    @Override
    public ServiceFabricCredentials resolve() {
        int renewals = transport.renewals();
        return shown(source.resolve(), renewals);
    }

    @Override
    public CompletableFuture<ServiceFabricCredentials> resolveAsync() {
        int renewals = transport.renewals();
        return source.resolveAsync().thenApply(credentials -> shown(credentials, renewals));
    }

    @Override
    public void invalidate(ServiceFabricCredentials refused) {
        source.invalidate(refused);
    }

    private ServiceFabricCredentials shown(@Nullable ServiceFabricCredentials credentials, int renewals) {
        if (credentials == null) {
            throw ClientConnection.noCredentials();
        }
        TlsIdentity identity = TlsIdentity.of(credentials, trust);
        if (foreignTls && !identity.isPlain()) {
            throw new CredentialsException(
                    "the credentials contain a certificate or pins, which the application's own transport cannot use",
                    ErrorContext.none(false),
                    null);
        }
        transport.adopt(credentials, identity, renewals);
        return credentials;
    }
}
