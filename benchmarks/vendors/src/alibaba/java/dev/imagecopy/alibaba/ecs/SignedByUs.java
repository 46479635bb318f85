package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.PercentEncoding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CopyImage with random parameters, and what our signers make of it.
 *
 * @param method POST or GET
 * @param host the host header
 * @param parameters the action's own parameters, decoded
 * @param accessKeyId who signs
 * @param accessKeySecret what with
 * @param securityToken the token of a temporary key, empty for a permanent one
 * @param nonce the nonce
 * @param date the date, in whole seconds
 */
record SignedByUs(
        String method,
        String host,
        Map<String, String> parameters,
        String accessKeyId,
        String accessKeySecret,
        String securityToken,
        String nonce,
        Instant date) {
    static final String ACTION = "CopyImage";
    static final String VERSION = "2014-05-26";

    static SignedByUs next(RandomGenerator random) {
        return new SignedByUs(
                random.nextInt(4) == 0 ? "GET" : "POST",
                random.nextBoolean() ? "ecs.cn-hangzhou.aliyuncs.com" : "localhost:8080",
                RandomParameters.next(random),
                RandomParameters.key(random, 24),
                RandomParameters.key(random, 30),
                random.nextInt(3) == 0 ? RandomParameters.key(random, 200) + "+/==" : "",
                RandomParameters.key(random, 32),
                Instant.ofEpochSecond(random.nextLong(1_500_000_000L, 2_000_000_000L)));
    }

    boolean hasEmptyValue() {
        return parameters.containsValue("");
    }

    /** All headers that ACS3-HMAC-SHA256 signs, by our signer, and {@code authorization}. */
    Map<String, String> acs3() {
        HttpRequest signed = new AlibabaEcsSigner(() -> nonce, new SignedTexts()).sign(unsigned(), credentials(), date);
        Map<String, String> headers = new TreeMap<>(Map.of("host", host));
        signed.headers().forEach(headers::put);
        return headers;
    }

    /** All parameters of an RPC request of version 1.0, by our signer, {@code Signature} among them. */
    Map<String, String> v1() {
        HttpRequest signed =
                new AlibabaEcsRpcV1Signer(() -> nonce, new SignedTexts()).sign(unsigned(), credentials(), date);
        return Stream.of(signed.uri().getRawQuery().split("&"))
                .map(pair -> pair.split("=", -1))
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
    }

    private HttpRequest unsigned() {
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        PercentEncoding.encode(parameter.getKey()) + "=" + PercentEncoding.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.of(
                method,
                URI.create("http" + (host.contains(":") ? "" : "s") + "://" + host + "/?" + query),
                HttpHeaders.builder()
                        .add("x-acs-action", ACTION)
                        .add("x-acs-version", VERSION)
                        .build());
    }

    private AlibabaCredentials credentials() {
        return securityToken.isEmpty()
                ? AlibabaCredentials.accessKey(accessKeyId, accessKeySecret)
                : AlibabaCredentials.sts(accessKeyId, accessKeySecret, securityToken);
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
