package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.signing.CanonicalQuery;
import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.PercentEncoding;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Signs with the RPC signature of version 1.0: HMAC-SHA1 over the query, which contains action, version, date and identity as
 * parameters. An empty value is signed as it is sent, {@code name=}.
 *
 * @see <a href="https://help.aliyun.com/en/sdk/product-overview/rpc-mechanism">the vendor's description</a>
 *
 * @param nonces never returns the same text twice: the service rejects a nonce that it has seen in the last 31 minutes
 * @param signedTexts remembers the signed texts
 */
record AlibabaEcsRpcV1Signer(Supplier<String> nonces, SignedTexts signedTexts)
        implements RequestSigner<AlibabaCredentials> {
    private static final String SIGNATURE = "Signature";

    @Override
    public HttpRequest sign(HttpRequest request, AlibabaCredentials credentials, Instant time) {
        HttpHeaders headers = request.headers();
        CanonicalQuery query = CanonicalQuery.parse(request.uri().getRawQuery())
                .set("Action", headers.first("x-acs-action").orElse(""))
                .set("Version", headers.first("x-acs-version").orElse(""))
                .set("Format", "JSON")
                .set("AccessKeyId", credentials.accessKeyId())
                .set("SignatureMethod", "HMAC-SHA1")
                .set("SignatureVersion", "1.0")
                .set("SignatureNonce", nonces.get())
                .set("Timestamp", IsoTimes.seconds(time));
        credentials.securityToken().ifPresent(token -> query.set("SecurityToken", token.reveal()));
        String stringToSign = stringToSign(request.method(), query);
        signedTexts.remember(Digests.sha256Hex(stringToSign));
        query.set(
                SIGNATURE, signature(stringToSign, credentials.accessKeySecret().reveal()));
        return request.withUri(query.appliedTo(request.uri()))
                .withHeaders(headers.toBuilder()
                        .remove("x-acs-action")
                        .remove("x-acs-version")
                        .build());
    }

    @Override
    public boolean owns(String name) {
        return name.startsWith("x-acs-");
    }

    @Override
    public String authorization(HttpRequest signed) {
        return CanonicalQuery.parse(signed.uri().getRawQuery())
                .get(SIGNATURE)
                .map(signature -> SIGNATURE + "=" + signature)
                .orElse("");
    }

    static String stringToSign(String method, CanonicalQuery query) {
        return method + "&%2F&" + PercentEncoding.encode(query.encoded());
    }

    static String signature(String stringToSign, String secret) {
        return Base64.getEncoder().encodeToString(Digests.hmacSha1(secret + "&", stringToSign));
    }
}
