package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.alibaba.ecs.signing.CanonicalQuery;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.IsoTimes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Adds a time and a nonce to calls that need no signature, since the service requires both. Implemented as a signer, so that
 * each attempt has its own and a clock skew is corrected.
 */
final class UnsignedStamp implements RequestSigner<UnsignedStamp.Nobody> {

    /** The credentials of an anonymous caller. */
    record Nobody() implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }

    @Override
    public HttpRequest sign(HttpRequest request, Nobody nobody, Instant time) {
        CanonicalQuery query = CanonicalQuery.parse(request.uri().getRawQuery())
                .set("Timestamp", IsoTimes.seconds(time))
                .set("SignatureNonce", UUID.randomUUID().toString());
        return request.withUri(query.appliedTo(request.uri()));
    }
}
