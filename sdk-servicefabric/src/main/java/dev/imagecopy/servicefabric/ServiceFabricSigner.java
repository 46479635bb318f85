package dev.imagecopy.servicefabric;

import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.time.Instant;
import java.util.Optional;

/** Adds the bearer token to a request, if there is one. Certificates are used in the TLS handshake instead. */
final class ServiceFabricSigner implements RequestSigner<ServiceFabricCredentials> {
    @Override
    public HttpRequest sign(HttpRequest request, ServiceFabricCredentials credentials, Instant time) {
        Optional<Secret> token = credentials.token();
        return token.isEmpty()
                ? request
                : request.withHeaders(request.headers().toBuilder()
                        .set("Authorization", "Bearer ".concat(token.get().reveal()))
                        .build());
    }
}
