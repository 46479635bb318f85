package dev.imagecopy.alibaba.ecs.signing;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * ACS3-HMAC-SHA256: a hash of the whole request, keyed with the secret itself, in the Authorization header.
 *
 * @see <a href="https://help.aliyun.com/document_detail/2593177.html">the vendor's description</a>
 */
public final class Acs3Signature {
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";

    /**
     * A signed request.
     *
     * @param request the request to send, with the canonical query
     * @param canonicalRequest the text that was signed
     */
    public record Signed(HttpRequest request, String canonicalRequest) {}

    private Acs3Signature() {}

    /**
     * Signs a request.
     *
     * @param request the request, all other headers set
     * @param credentials what to sign with
     * @param time the date to sign for
     * @param nonce a text never used before
     * @return the signed request
     */
    public static Signed sign(HttpRequest request, AlibabaCredentials credentials, Instant time, String nonce) {
        String payloadHash = Digests.sha256Hex(request.body());
        HttpHeaders.Builder headers = request.headers().toBuilder()
                .set("x-acs-date", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .set("x-acs-signature-nonce", nonce)
                .set("x-acs-content-sha256", payloadHash);
        credentials.securityToken().ifPresent(token -> headers.set("x-acs-accesskey-id", credentials.accessKeyId())
                .set("x-acs-security-token", token.reveal()));
        String query = CanonicalQuery.parse(request.uri().getRawQuery()).encoded();
        Map<String, String> signed = signedHeaders(headers.build(), host(request.uri()));
        String names = String.join(";", signed.keySet());
        String canonicalRequest =
                canonicalRequest(request.method(), request.uri().getRawPath(), query, signed, names, payloadHash);
        headers.set(
                "Authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + ",SignedHeaders=" + names + ",Signature="
                        + signature(
                                canonicalRequest, credentials.accessKeySecret().reveal()));
        return new Signed(
                request.withUri(withQuery(request.uri(), query)).withHeaders(headers.build()), canonicalRequest);
    }

    private static Map<String, String> signedHeaders(HttpHeaders headers, String host) {
        Map<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-acs-") || lower.equals("content-type")) {
                signed.put(lower, value.strip());
            }
        });
        signed.put("host", host);
        return signed;
    }

    private static String canonicalRequest(
            String method, String path, String query, Map<String, String> signed, String names, String payloadHash) {
        StringBuilder text = new StringBuilder(512)
                .append(method)
                .append('\n')
                .append(path)
                .append('\n')
                .append(query)
                .append('\n');
        signed.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n').append(names).append('\n').append(payloadHash).toString();
    }

    private static String signature(String canonicalRequest, String secret) {
        String stringToSign = ALGORITHM + "\n" + Digests.sha256Hex(Digests.utf8(canonicalRequest));
        return Digests.hex(Digests.hmac("HmacSHA256", Digests.utf8(secret), Digests.utf8(stringToSign)));
    }

    /**
     * Writes the Host header as transports do: lower case, without the scheme's own port.
     *
     * @param uri the target
     * @return host and port
     */
    public static String host(URI uri) {
        String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String ownPort = "https".equalsIgnoreCase(uri.getScheme()) ? ":443" : ":80";
        return authority.endsWith(ownPort) ? authority.substring(0, authority.length() - ownPort.length()) : authority;
    }

    /**
     * Replaces a query.
     *
     * @param uri the target
     * @param query the encoded query, empty for none
     * @return the changed target
     */
    public static URI withQuery(URI uri, String query) {
        String text = uri.toString();
        int mark = text.indexOf('?');
        String base = mark < 0 ? text : text.substring(0, mark);
        return URI.create(query.isEmpty() ? base : base + "?" + query);
    }
}
