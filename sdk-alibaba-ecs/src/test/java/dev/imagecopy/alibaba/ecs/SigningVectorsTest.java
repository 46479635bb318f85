package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.signing.Acs3Signature;
import dev.imagecopy.alibaba.ecs.signing.CanonicalQuery;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendor's own signatures, computed by its two Java signers; where they disagree, the value as it is on the wire. */
class SigningVectorsTest {
    private static final Set<String> SET_BY_THE_SIGNER = Set.of(
            "host",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-content-sha256",
            "x-acs-accesskey-id",
            "x-acs-security-token");
    private static final Set<String> V1_COMMON = Set.of(
            "Action",
            "Version",
            "Format",
            "AccessKeyId",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp",
            "SecurityToken");

    private static final JsonNode VECTORS = read();

    private static JsonNode read() {
        try (InputStream file = SigningVectorsTest.class.getResourceAsStream("/vectors/alibaba-signing.json")) {
            return Json.parse(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Arguments> vectors(String section) {
        return LenientJson.items(VECTORS.path(section)).stream()
                .map(vector -> Arguments.argumentSet(LenientJson.text(vector.path("id")), vector));
    }

    static Stream<Arguments> acs3() {
        return vectors("v3Acs3HmacSha256");
    }

    static Stream<Arguments> v1() {
        return vectors("rpcV1HmacSha1");
    }

    @Test
    void vectors_whenCounted_areAllThere() {
        assertThat(LenientJson.items(VECTORS.path("percentEncode"))).hasSize(11);
        assertThat(acs3()).hasSize(31);
        assertThat(v1()).hasSize(21);
    }

    @Test
    void encode_whenGivenEachVector_givesTheVendorsEncoding() {
        for (JsonNode vector : LenientJson.items(VECTORS.path("percentEncode"))) {
            assertThat(PercentEncoding.encode(LenientJson.text(vector.path("raw"))))
                    .isEqualTo(LenientJson.textOr(vector.path("encoded"), "-"));
        }
    }

    @ParameterizedTest
    @MethodSource("acs3")
    void acs3_whenRequestIsSigned_matchesTheVendorAndSendsTheCanonicalQuery(JsonNode vector) {
        JsonNode headers = vector.path("headers");
        HttpHeaders.Builder sent = HttpHeaders.builder();
        headers.properties().forEach(member -> {
            if (!SET_BY_THE_SIGNER.contains(member.getKey())) {
                sent.add(member.getKey(), LenientJson.text(member.getValue()));
            }
        });
        HttpRequest request = HttpRequest.of(
                        LenientJson.text(vector.path("method")),
                        uri(LenientJson.text(headers.path("host")), shuffledQuery(vector.path("query"))),
                        sent.build())
                .withBody(LenientJson.text(vector.path("body")).getBytes(StandardCharsets.UTF_8));
        SignedTexts signedTexts = new SignedTexts();
        AlibabaEcsSigner signer =
                new AlibabaEcsSigner(() -> LenientJson.text(headers.path("x-acs-signature-nonce")), signedTexts);

        HttpRequest signed = signer.sign(
                request,
                credentials(vector, headers.path("x-acs-security-token")),
                Instant.parse(LenientJson.text(headers.path("x-acs-date"))));

        assertThat(signed.headers().first("Authorization")).contains(LenientJson.text(vector.path("authorization")));
        assertThat(signedTexts.contains(LenientJson.text(vector.path("canonicalRequest"))))
                .isTrue();
        String canonicalQuery =
                LenientJson.text(vector.path("canonicalRequest")).split("\n", -1)[2];
        assertThat(signed.uri().getRawQuery()).isEqualTo(canonicalQuery.isEmpty() ? null : canonicalQuery);
        headers.properties().forEach(member -> {
            if (!member.getKey().equals("host")) {
                assertThat(signed.headers().all(member.getKey()))
                        .as(member.getKey())
                        .containsExactly(LenientJson.text(member.getValue()));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("v1")
    void v1_whenTextIsSigned_matchesTheVendor(JsonNode vector) {
        Map<String, String> parameters = new HashMap<>();
        vector.path("signedParameters")
                .properties()
                .forEach(member -> parameters.put(member.getKey(), LenientJson.text(member.getValue())));
        CanonicalQuery query = CanonicalQuery.of(parameters);

        String text = AlibabaEcsRpcV1Signer.stringToSign(LenientJson.text(vector.path("method")), query);

        assertThat(query.encoded()).isEqualTo(LenientJson.text(vector.path("canonicalizedQueryString")));
        assertThat(text).isEqualTo(LenientJson.text(vector.path("stringToSign")));
        assertThat(AlibabaEcsRpcV1Signer.signature(text, LenientJson.text(vector.path("accessKeySecret"))))
                .isEqualTo(LenientJson.text(vector.path("signature")));
    }

    /** We always ask for JSON; text and signature of the others are checked above. */
    static Stream<Arguments> v1OfRequestsForJson() {
        return v1().filter(vector -> LenientJson.text(
                        ((JsonNode) vector.get()[0]).path("signedParameters").path("Format"))
                .equals("JSON"));
    }

    @ParameterizedTest
    @MethodSource("v1OfRequestsForJson")
    void v1_whenRequestIsSigned_sendsTheSignatureInTheQueryAndNoActionHeader(JsonNode vector) {
        JsonNode parameters = vector.path("signedParameters");
        Map<String, JsonNode> own = new HashMap<>();
        parameters.properties().forEach(member -> own.put(member.getKey(), member.getValue()));
        own.keySet().removeAll(V1_COMMON);
        String query = own.entrySet().stream()
                .map(entry -> PercentEncoding.encode(entry.getKey()) + "="
                        + PercentEncoding.encode(LenientJson.text(entry.getValue())))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.of(
                LenientJson.text(vector.path("method")),
                uri("ecs.cn-hangzhou.aliyuncs.com", query),
                HttpHeaders.builder()
                        .add("x-acs-action", LenientJson.text(parameters.path("Action")))
                        .add("x-acs-version", LenientJson.text(parameters.path("Version")))
                        .build());
        AlibabaEcsRpcV1Signer signer =
                new AlibabaEcsRpcV1Signer(() -> LenientJson.text(parameters.path("SignatureNonce")), new SignedTexts());
        JsonNode token = parameters.path("SecurityToken");
        String id = LenientJson.text(parameters.path("AccessKeyId"));
        String secret = LenientJson.text(vector.path("accessKeySecret"));

        HttpRequest signed = signer.sign(
                request,
                LenientJson.isPresent(token)
                        ? AlibabaCredentials.sts(id, secret, LenientJson.text(token))
                        : AlibabaCredentials.accessKey(id, secret),
                Instant.parse(LenientJson.text(parameters.path("Timestamp"))));

        String expected = LenientJson.text(vector.path("canonicalizedQueryString"));
        String signature = "Signature=" + LenientJson.text(vector.path("signatureUrlEncoded"));
        assertThat(List.of(signed.uri().getRawQuery().split("&"))).contains(signature);
        assertThat(Stream.of(signed.uri().getRawQuery().split("&")).filter(pair -> !pair.equals(signature)))
                .containsExactly(expected.split("&"));
        assertThat(signed.headers().first("x-acs-action")).isEmpty();
        assertThat(signed.headers().first("Authorization")).isEmpty();
    }

    /** One vendor signer leaves empty values out of the text that it signs, and sends them all the same. */
    @Test
    void v1_whenTheVendorsSignersDisagree_signsWhatIsOnTheWire() {
        List<JsonNode> disputed = LenientJson.items(VECTORS.path("rpcV1HmacSha1")).stream()
                .filter(vector ->
                        !LenientJson.asBoolean(vector.path("signersAgree")).orElse(true))
                .toList();

        assertThat(disputed)
                .extracting(vector -> LenientJson.text(vector.path("id")))
                .containsExactly("empty-value", "empty-tag-value");
        assertThat(v1OfRequestsForJson().map(vector -> vector.get()[0])).containsAll(disputed);
        assertThat(disputed).allSatisfy(vector -> {
            assertThat(LenientJson.text(vector.path("canonicalizedQueryString")))
                    .containsPattern("=(&|$)");
            assertThat(LenientJson.text(vector.path("signature")))
                    .isNotEqualTo(LenientJson.text(vector.path("signatureOpenapiutil_emptyValuesDropped")));
        });
    }

    @Test
    void host_whenEndpointNamesTheSchemesOwnPort_isSignedWithoutIt() {
        assertThat(Acs3Signature.host(URI.create("https://ECS.cn-x.aliyuncs.com:443/")))
                .isEqualTo("ecs.cn-x.aliyuncs.com");
        assertThat(Acs3Signature.host(URI.create("http://localhost:8443/"))).isEqualTo("localhost:8443");
    }

    private static AlibabaCredentials credentials(JsonNode vector, JsonNode token) {
        String id = LenientJson.text(vector.path("accessKeyId"));
        String secret = LenientJson.text(vector.path("accessKeySecret"));
        return LenientJson.isPresent(token)
                ? AlibabaCredentials.sts(id, secret, LenientJson.text(token))
                : AlibabaCredentials.accessKey(id, secret);
    }

    /** In an order that is not the canonical one. */
    private static String shuffledQuery(JsonNode query) {
        List<String> pairs = new ArrayList<>();
        query.properties()
                .forEach(member -> pairs.add(PercentEncoding.encode(member.getKey()) + "="
                        + PercentEncoding.encode(LenientJson.text(member.getValue()))));
        Collections.reverse(pairs);
        return String.join("&", pairs);
    }

    private static URI uri(String host, String query) {
        return URI.create("https://" + host + "/" + (query.isEmpty() ? "" : "?" + query));
    }
}
