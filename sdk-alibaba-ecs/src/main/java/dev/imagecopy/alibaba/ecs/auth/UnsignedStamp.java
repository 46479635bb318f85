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
 * What stands for a signature on calls that need none: the service wants a time and a nonce even so. Written where others
 * sign, so that each attempt has its own and a wrong clock is put right.
 */
final class UnsignedStamp implements RequestSigner<UnsignedStamp.Nobody> {

    /** Who is not told by a key. */
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
