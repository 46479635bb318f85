package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.auth.RequestSigner;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.PercentEncoding;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Signs with SDK-HMAC-SHA256, or adds an IAM token. Only headers that no proxy rewrites are signed; the vendor's own client
 * signs {@code User-Agent} too and breaks behind proxies that change it.
 *
 * @see <a href="https://support.huaweicloud.com/devg-apisign/api-sign-algorithm-002.html">Signing algorithm</a>
 */
final class HuaweiImsSigner implements RequestSigner<HuaweiCredentials> {
    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final Set<String> STABLE =
            Set.of("host", "x-sdk-date", "x-project-id", "x-security-token", "content-type");

    private static final Set<String> OWN =
            Set.of("x-auth-token", "x-subject-token", "x-security-token", "x-project-id", "x-domain-id");

    private final Predicate<String> signedNames;

    HuaweiImsSigner() {
        this(STABLE::contains);
    }

    /** @param signedNames tells of a header's name in lower case whether it is signed; host and x-sdk-date always are */
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
        String date = basicDate(time);
        headers.set("X-Sdk-Date", date);
        Optional<Secret> token = credentials.securityToken();
        if (token.isPresent()) {
            headers.set("X-Security-Token", token.get().reveal());
        }
        Map<String, String> signed = signedHeaders(request.uri(), headers.build());
        String names = String.join(";", signed.keySet());
        String text = stringToSign(canonicalRequest(request, signed), date);
        byte[] key = Digests.utf8(credentials.secret().reveal());
        String signature = Digests.hex(Digests.hmac("HmacSHA256", key, Digests.utf8(text)));
        headers.set(
                "Authorization",
                ALGORITHM + " Access=" + accessKey.get() + ", SignedHeaders=" + names + ", Signature=" + signature);
        return request.withHeaders(headers.build());
    }

    @Override
    public boolean owns(String name) {
        return OWN.contains(name) || name.startsWith("x-sdk-");
    }

    /** As {@code 20211217T065804Z}. By hand, since the JDK's formatters are 45 classes at the first signature. */
    private static String basicDate(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        int day = utc.getYear() * 10_000 + utc.getMonthValue() * 100 + utc.getDayOfMonth();
        int clock = 1_000_000 + utc.getHour() * 10_000 + utc.getMinute() * 100 + utc.getSecond();
        return day + "T" + String.valueOf(clock).substring(1) + "Z"; // the one keeps the clock's zeros
    }

    static String stringToSign(String canonicalRequest, String date) {
        return ALGORITHM + '\n' + date + '\n' + Digests.sha256Hex(Digests.utf8(canonicalRequest));
    }

    static String canonicalRequest(HttpRequest request, Map<String, String> signed) {
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(canonicalPath(request.uri().getRawPath()))
                .append('\n')
                .append(canonicalQuery(request.uri().getRawQuery()))
                .append('\n');
        for (Map.Entry<String, String> header : signed.entrySet()) {
            text.append(header.getKey()).append(':').append(header.getValue()).append('\n');
        }
        Optional<String> told = request.headers().first("X-Sdk-Content-Sha256");
        String bodyHash = told.isPresent() ? told.get() : Digests.sha256Hex(request.body());
        return text.append('\n')
                .append(String.join(";", signed.keySet()))
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    /** The headers that are signed, by name in lower case. */
    Map<String, String> signedHeaders(URI target, HttpHeaders headers) {
        Map<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (signedNames.test(lower) || lower.equals("x-sdk-date")) {
                signed.put(lower, value.strip());
            }
        });
        Optional<String> host = headers.first("Host");
        signed.put("host", host.isPresent() ? host.get() : hostOf(target));
        return signed;
    }

    /** As HTTP clients send it: a default port is left out. */
    private static String hostOf(URI target) {
        int standard = "http".equalsIgnoreCase(target.getScheme()) ? 80 : 443;
        boolean named = target.getPort() >= 0 && target.getPort() != standard;
        return target.getHost() + (named ? ":" + target.getPort() : "");
    }

    /** Segments encoded one by one, dot segments removed, one slash at the end: in the signature only, never on the wire. */
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
        String path = "/" + String.join("/", segments);
        return path.endsWith("/") ? path : path + "/";
    }

    /** Sorted by name; values of a repeated name stay in their order, as in the vendor's signer. */
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
        // The wire never holds a plus for a space, so a plus stands for itself.
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
