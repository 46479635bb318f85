package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.signing.Acs3Signature;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.http.HttpRequest;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Signs each attempt with {@link Acs3Signature}.
 *
 * @param nonces never returns the same text twice: the service rejects a nonce that it has seen in the last 31 minutes
 * @param signedTexts remembers the signed texts
 */
record AlibabaEcsSigner(Supplier<String> nonces, SignedTexts signedTexts) implements RequestSigner<AlibabaCredentials> {
    @Override
    public HttpRequest sign(HttpRequest request, AlibabaCredentials credentials, Instant time) {
        Acs3Signature.Signed signed = Acs3Signature.sign(request, credentials, time, nonces.get());
        signedTexts.remember(signed.canonicalHash());
        return signed.request();
    }

    @Override
    public boolean owns(String name) {
        return name.startsWith("x-acs-");
    }
}
