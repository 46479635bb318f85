package dev.imagecopy.alibaba.ecs.signing;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.SignedHeaders;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * ACS3-HMAC-SHA256: a hash of the whole request, keyed with the secret itself, in the Authorization header.
 *
 * @see <a href="https://help.aliyun.com/document_detail/2593177.html">the vendor's description</a>
 */
public final class Acs3Signature {
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final String FIRST_LINE = ALGORITHM + "\n";
    private static final String OWN = "x-acs-";

    /**
     * A signed request.
     *
     * @param request the request to send, with the canonical query
     * @param canonicalHash the hash of the text that was signed, SHA-256 in lower-case hexadecimal digits
     */
    public record Signed(HttpRequest request, String canonicalHash) {
        /** Rejects null. */
        public Signed {
            requireNonNull(request, "request");
            requireNonNull(canonicalHash, "canonicalHash");
        }
    }

    private Acs3Signature() {}

    /**
     * Signs a request.
     *
     * @param request the request, with all other headers set
     * @param credentials the credentials to sign with
     * @param time the date to sign for
     * @param nonce a text that has never been used before
     * @return the signed request
     */
    public static Signed sign(HttpRequest request, AlibabaCredentials credentials, Instant time, String nonce) {
        requireNonNull(request, "request");
        requireNonNull(credentials, "credentials");
        requireNonNull(time, "time");
        requireNonNull(nonce, "nonce");
        String payloadHash = Digests.sha256Hex(request.body());
        HttpHeaders.Builder headers = request.headers().toBuilder();
        SignedHeaders signed = present(request);
        set("x-acs-date", IsoTimes.seconds(time), headers, signed);
        set("x-acs-signature-nonce", nonce, headers, signed);
        set("x-acs-content-sha256", payloadHash, headers, signed);
        Optional<Secret> token = credentials.securityToken();
        if (token.isPresent()) {
            set("x-acs-accesskey-id", credentials.accessKeyId(), headers, signed);
            set("x-acs-security-token", token.get().reveal(), headers, signed);
        }
        URI target = CanonicalQuery.in(request.uri());
        String query = target.getRawQuery() == null ? "" : target.getRawQuery();
        String names = signed.names();
        String canonicalRequest =
                String.join("\n", request.method(), target.getRawPath(), query, signed.lines(), names, payloadHash);
        String canonicalHash = Digests.sha256Hex(canonicalRequest);
        String signature =
                Digests.hmacSha256Hex(credentials.accessKeySecret().reveal(), FIRST_LINE.concat(canonicalHash));
        headers.set(
                "Authorization",
                String.join(
                        "",
                        ALGORITHM,
                        " Credential=",
                        credentials.accessKeyId(),
                        ",SignedHeaders=",
                        names,
                        ",Signature=",
                        signature));
        return new Signed(request.withUri(target).withHeaders(headers.build()), canonicalHash);
    }

    private static void set(String name, String value, HttpHeaders.Builder headers, SignedHeaders signed) {
        headers.set(name, value);
        signed.put(name, value);
    }

    /** The host, and the headers of the request that are signed. */
    private static SignedHeaders present(HttpRequest request) {
        HttpHeaders headers = request.headers();
        SignedHeaders signed = new SignedHeaders();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (name.regionMatches(true, 0, OWN, 0, OWN.length()) || name.equalsIgnoreCase("content-type")) {
                signed.put(name.toLowerCase(Locale.ROOT), headers.value(i));
            }
        }
        signed.put("host", host(request.uri()));
        return signed;
    }

    /**
     * Returns the Host header as transports send it: in lower case, without the default port.
     *
     * @param uri the target
     * @return the host, with a port if it is not the default
     */
    public static String host(URI uri) {
        requireNonNull(uri, "uri");
        String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String ownPort = "https".equalsIgnoreCase(uri.getScheme()) ? ":443" : ":80";
        return authority.endsWith(ownPort) ? authority.substring(0, authority.length() - ownPort.length()) : authority;
    }
}
