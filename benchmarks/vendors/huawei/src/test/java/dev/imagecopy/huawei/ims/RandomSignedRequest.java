package dev.imagecopy.huawei.ims;

import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest.HttpRequestBuilder;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.PercentEncoding;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A request with random content, in our form and in the vendor's.
 *
 * @param method the HTTP method
 * @param endpoint scheme, host and perhaps port
 * @param path the parts between slashes, decoded
 * @param query names with their values, decoded
 * @param headers names and values, neither host nor date
 * @param body the body, empty for none
 * @param time the time of the signature
 * @param accessKey who signs
 * @param secretKey what with
 */
record RandomSignedRequest(
        String method,
        String endpoint,
        List<String> path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        String body,
        Instant time,
        String accessKey,
        String secretKey) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final List<String> ENDPOINTS = List.of(
            "https://ims.cn-north-4.myhuaweicloud.com",
            "https://ims.eu-west-101.myhuaweicloud.eu",
            "https://ims.eu-de.otc.t-systems.com:8443",
            "http://localhost:8080");
    private static final String ENDPOINT_WITH_DEFAULT_PORT = "https://ims.cn-north-4.myhuaweicloud.com:443";
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
    private static final String RESERVED = " !\"$&'()*+,:;<=>@[\\]^`{|}%?#/\t\n";
    private static final String RESERVED_IN_PATHS = "!\"$&'()*+,:;<=>@[\\]^`{|}%";
    private static final String FOREIGN = "äßéñØł中文图像イメージ한국어עבר\u200d\u00a0\ufeff😀🚀𝄞";
    private static final String VISIBLE = UNRESERVED + "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}";

    /** Mostly requests as they are; one in fifty or so of each kind that a quirk of the vendor's signer is about. */
    static RandomSignedRequest next(RandomGenerator random) {
        return new RandomSignedRequest(
                METHODS.get(random.nextInt(METHODS.size())),
                oneIn(50, random) ? ENDPOINT_WITH_DEFAULT_PORT : ENDPOINTS.get(random.nextInt(ENDPOINTS.size())),
                path(random),
                query(random),
                headers(random),
                oneIn(3, random) ? "" : text(random, UNRESERVED + RESERVED + FOREIGN, 1, 200),
                Instant.ofEpochSecond(random.nextLong(1_500_000_000L, 2_000_000_000L)),
                text(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 20, 20),
                text(random, UNRESERVED, 40, 40));
    }

    private static List<String> path(RandomGenerator random) {
        List<String> segments = new ArrayList<>();
        if (oneIn(50, random)) {
            return List.of("", "");
        }
        for (int i = random.nextInt(6); i >= 0; i--) {
            segments.add(
                    oneIn(2, random)
                            ? text(random, UNRESERVED, 1, 20)
                            : text(random, UNRESERVED + RESERVED_IN_PATHS + FOREIGN, 1, 20));
        }
        if (oneIn(50, random)) {
            segments.add(random.nextInt(segments.size()), oneIn(2, random) ? "." : "..");
        }
        if (oneIn(50, random)) {
            segments.add(text(random, UNRESERVED, 1, 5) + text(random, "?#", 1, 1) + text(random, UNRESERVED, 1, 5));
        }
        if (oneIn(10, random)) {
            segments.add("");
        }
        if (oneIn(50, random)) {
            segments.add("");
        }
        return segments;
    }

    private static Map<String, List<String>> query(RandomGenerator random) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            List<String> values = new ArrayList<>();
            for (int n = oneIn(8, random) ? 3 : 1; n > 0; n--) {
                values.add(text(random, UNRESERVED + RESERVED + FOREIGN, 0, 20));
            }
            String name = text(random, UNRESERVED, 1, 12);
            query.put(oneIn(100, random) ? name + text(random, " !$()*,:;@[]{|}" + FOREIGN, 1, 3) : name, values);
        }
        return query;
    }

    private static Map<String, String> headers(RandomGenerator random) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (oneIn(2, random)) {
            headers.put("X-Project-Id", text(random, "0123456789abcdef", 32, 32));
        }
        if (oneIn(3, random)) {
            headers.put("X-Security-Token", text(random, UNRESERVED + "+/=", 1, 300));
        }
        if (oneIn(2, random)) {
            headers.put("Content-Type", "application/json;charset=UTF-8");
        }
        if (oneIn(20, random)) {
            headers.put("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = text(random, UNRESERVED, 1, 15).replace('~', '-');
            String value =
                    text(random, VISIBLE, 1, 1) + text(random, VISIBLE + " ", 0, 30) + text(random, VISIBLE, 1, 1);
            headers.put("x-" + i + name, oneIn(50, random) ? "  " + value + " " : value);
        }
        return headers;
    }

    String date() {
        return DATE.format(time);
    }

    /** Our form holds the path as it is on the wire. */
    HttpRequest ours() {
        HttpHeaders.Builder all = HttpHeaders.builder();
        headers.forEach(all::add);
        String rawPath = path.stream().map(PercentEncoding::encode).collect(Collectors.joining("/", "/", ""));
        String rawQuery = query.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> PercentEncoding.encode(entry.getKey()) + "=" + PercentEncoding.encode(value)))
                .collect(Collectors.joining("&"));
        return HttpRequest.of(
                        method,
                        URI.create(endpoint + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery)),
                        all.build())
                .withBody(Digests.utf8(body));
    }

    /** The vendor's form holds the path decoded. */
    com.huaweicloud.sdk.core.http.HttpRequest vendors() {
        HttpRequestBuilder request = com.huaweicloud.sdk.core.http.HttpRequest.newBuilder()
                .withMethod(HttpMethod.valueOf(method))
                .withEndpoint(endpoint)
                .withPath("/" + String.join("/", path))
                .addHeaders(headers)
                .addHeader("X-Sdk-Date", date());
        query.forEach(request::addQueryParam);
        if (!body.isEmpty()) {
            request.withBodyAsString(body);
        }
        return request.build();
    }

    private static boolean oneIn(int n, RandomGenerator random) {
        return random.nextInt(n) == 0;
    }

    private static String text(RandomGenerator random, String alphabet, int shortest, int longest) {
        int[] letters = alphabet.codePoints().toArray();
        return random.ints(random.nextInt(shortest, longest + 1), 0, letters.length)
                .map(i -> letters[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
