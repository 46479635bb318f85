package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.PercentEncoding;
import dev.imagecopy.core.spi.SignedHeaders;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Signs with SDK-HMAC-SHA256, or adds an IAM token. Only headers that proxies do not rewrite are signed; the vendor's own
 * client also signs {@code User-Agent} and fails behind proxies that change it.
 *
 * @see <a href="https://support.huaweicloud.com/devg-apisign/api-sign-algorithm-002.html">Signing algorithm</a>
 */
final class HuaweiImsSigner implements RequestSigner<HuaweiCredentials> {
    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final List<String> STABLE =
            List.of("host", "x-sdk-date", "x-project-id", "x-security-token", "content-type");

    private static final Set<String> OWN =
            Set.of("x-auth-token", "x-subject-token", "x-security-token", "x-project-id", "x-domain-id");

    private final Predicate<String> signedNames;

    HuaweiImsSigner() {
        this(STABLE::contains);
    }

    /** @param signedNames whether a header, by its name in lower case, is signed; host and x-sdk-date always are */
    HuaweiImsSigner(Predicate<String> signedNames) {
        this.signedNames = signedNames;
    }

    @Override
    public HttpRequest sign(HttpRequest request, HuaweiCredentials credentials, Instant time) {
        HttpHeaders.Builder headers = request.headers().toBuilder();
        Optional<String> accessKey = credentials.accessKey();
        if (accessKey.isEmpty()) {
            headers.set("X-Auth-Token", credentials.secret().reveal());
            return request.withHeaders(headers.build());
        }
        String date = IsoTimes.basicSeconds(time);
        headers.set("X-Sdk-Date", date);
        SignedHeaders signed = signedHeaders(request.uri(), request.headers());
        signed.put("x-sdk-date", date);
        Optional<Secret> token = credentials.securityToken();
        if (token.isPresent()) {
            headers.set("X-Security-Token", token.get().reveal());
            if (signedNames.test("x-security-token")) {
                signed.put("x-security-token", token.get().reveal());
            }
        }
        String hash = Digests.sha256Hex(canonicalRequest(request, signed));
        String signature = Digests.hmacSha256Hex(credentials.secret().reveal(), stringToSign(hash, date));
        headers.set(
                "Authorization",
                String.join(
                        "",
                        ALGORITHM,
                        " Access=",
                        accessKey.get(),
                        ", SignedHeaders=",
                        signed.names(),
                        ", Signature=",
                        signature));
        return request.withHeaders(headers.build());
    }

    @Override
    public boolean owns(String name) {
        return OWN.contains(name) || name.startsWith("x-sdk-");
    }

    static String stringToSign(String canonicalHash, String date) {
        return String.join("\n", ALGORITHM, date, canonicalHash);
    }

    static String canonicalRequest(HttpRequest request, SignedHeaders signed) {
        Optional<String> given = request.headers().first("X-Sdk-Content-Sha256");
        return String.join(
                "\n",
                request.method(),
                canonicalPath(request.uri().getRawPath()),
                canonicalQuery(request.uri().getRawQuery()),
                signed.lines(),
                signed.names(),
                given.isPresent() ? given.get() : Digests.sha256Hex(request.body()));
    }

    /** The host, and the headers that are signed. */
    SignedHeaders signedHeaders(URI target, HttpHeaders headers) {
        SignedHeaders signed = new SignedHeaders();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i).toLowerCase(Locale.ROOT);
            if (signedNames.test(name) || name.equals("x-sdk-date")) {
                signed.put(name, headers.value(i));
            }
        }
        Optional<String> host = headers.first("Host");
        signed.put("host", host.isPresent() ? host.get() : hostOf(target));
        return signed;
    }

    /** The host as HTTP clients send it, without a default port. */
    private static String hostOf(URI target) {
        int standard = "http".equalsIgnoreCase(target.getScheme()) ? 80 : 443;
        boolean named = target.getPort() >= 0 && target.getPort() != standard;
        return named ? String.join(":", target.getHost(), String.valueOf(target.getPort())) : target.getHost();
    }

    /** Segments are encoded one by one, dot segments removed and a slash appended: only for the signature, not on the wire. */
    private static String canonicalPath(String rawPath) {
        Deque<String> segments = new ArrayDeque<>();
        for (String raw : rawPath.substring(rawPath.startsWith("/") ? 1 : 0).split("/", -1)) {
            String segment = decode(raw);
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".")) {
                segments.addLast(PercentEncoding.encode(segment));
            }
        }
        String path = "/".concat(String.join("/", segments));
        return path.endsWith("/") ? path : path.concat("/");
    }

    /** Sorted by name; values of a repeated name keep their order, as in the vendor's signer. */
    private static String canonicalQuery(String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return "";
        }
        List<String[]> pairs = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.add(new String[] {PercentEncoding.encode(decode(name)), PercentEncoding.encode(decode(value))});
        }
        pairs.sort(Comparator.comparing((String[] pair) -> pair[0]));
        List<String> texts = pairs.stream().map(pair -> pair[0] + "=" + pair[1]).toList();
        return String.join("&", texts);
    }

    private static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        // Spaces are never sent as a plus, so a plus stands for itself.
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
