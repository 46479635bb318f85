package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.signing.Acs3Signature;
import dev.imagecopy.alibaba.ecs.signing.CanonicalQuery;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.JsonValue;
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

    private static final JsonValue VECTORS = read();

    private static JsonValue read() {
        try (InputStream file = SigningVectorsTest.class.getResourceAsStream("/vectors/alibaba-signing.json")) {
            return JsonValue.parse(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Arguments> vectors(String section) {
        return VECTORS.get(section).items().stream()
                .map(vector -> Arguments.argumentSet(vector.get("id").textOr(""), vector));
    }

    static Stream<Arguments> acs3() {
        return vectors("v3Acs3HmacSha256");
    }

    static Stream<Arguments> v1() {
        return vectors("rpcV1HmacSha1");
    }

    @Test
    void vectors_whenCounted_areAllThere() {
        assertThat(VECTORS.get("percentEncode").items()).hasSize(11);
        assertThat(acs3()).hasSize(31);
        assertThat(v1()).hasSize(21);
    }

    @Test
    void encode_whenGivenEachVector_givesTheVendorsEncoding() {
        for (JsonValue vector : VECTORS.get("percentEncode").items()) {
            assertThat(PercentEncoding.encode(vector.get("raw").textOr("")))
                    .isEqualTo(vector.get("encoded").textOr("-"));
        }
    }

    @ParameterizedTest
    @MethodSource("acs3")
    void acs3_whenRequestIsSigned_matchesTheVendorAndSendsTheCanonicalQuery(JsonValue vector) {
        JsonValue headers = vector.get("headers");
        HttpHeaders.Builder sent = HttpHeaders.builder();
        headers.fields().forEach((name, value) -> {
            if (!SET_BY_THE_SIGNER.contains(name)) {
                sent.add(name, value.textOr(""));
            }
        });
        HttpRequest request = HttpRequest.of(
                        vector.get("method").textOr(""),
                        uri(headers.get("host").textOr(""), shuffledQuery(vector.get("query"))),
                        sent.build())
                .withBody(vector.get("body").textOr("").getBytes(StandardCharsets.UTF_8));
        SignedTexts signedTexts = new SignedTexts();
        AlibabaEcsSigner signer =
                new AlibabaEcsSigner(() -> headers.get("x-acs-signature-nonce").textOr(""), signedTexts);

        HttpRequest signed = signer.sign(
                request,
                credentials(vector, headers.get("x-acs-security-token")),
                Instant.parse(headers.get("x-acs-date").textOr("")));

        assertThat(signed.headers().first("Authorization"))
                .contains(vector.get("authorization").textOr(""));
        assertThat(signedTexts.contains(vector.get("canonicalRequest").textOr("")))
                .isTrue();
        String canonicalQuery = vector.get("canonicalRequest").textOr("").split("\n", -1)[2];
        assertThat(signed.uri().getRawQuery()).isEqualTo(canonicalQuery.isEmpty() ? null : canonicalQuery);
        headers.fields().forEach((name, value) -> {
            if (!name.equals("host")) {
                assertThat(signed.headers().all(name)).as(name).containsExactly(value.textOr(""));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("v1")
    void v1_whenTextIsSigned_matchesTheVendor(JsonValue vector) {
        Map<String, String> parameters = new HashMap<>();
        vector.get("signedParameters").fields().forEach((name, value) -> parameters.put(name, value.textOr("")));
        CanonicalQuery query = CanonicalQuery.of(parameters);

        String text = AlibabaEcsRpcV1Signer.stringToSign(vector.get("method").textOr(""), query);

        assertThat(query.encoded())
                .isEqualTo(vector.get("canonicalizedQueryString").textOr(""));
        assertThat(text).isEqualTo(vector.get("stringToSign").textOr(""));
        assertThat(AlibabaEcsRpcV1Signer.signature(
                        text, vector.get("accessKeySecret").textOr("")))
                .isEqualTo(vector.get("signature").textOr(""));
    }

    /** We always ask for JSON; text and signature of the others are checked above. */
    static Stream<Arguments> v1OfRequestsForJson() {
        return v1().filter(vector -> ((JsonValue) vector.get()[0])
                .get("signedParameters")
                .get("Format")
                .textOr("")
                .equals("JSON"));
    }

    @ParameterizedTest
    @MethodSource("v1OfRequestsForJson")
    void v1_whenRequestIsSigned_sendsTheSignatureInTheQueryAndNoActionHeader(JsonValue vector) {
        JsonValue parameters = vector.get("signedParameters");
        Map<String, JsonValue> own = new HashMap<>(parameters.fields());
        own.keySet().removeAll(V1_COMMON);
        String query = own.entrySet().stream()
                .map(entry -> PercentEncoding.encode(entry.getKey()) + "="
                        + PercentEncoding.encode(entry.getValue().textOr("")))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.of(
                vector.get("method").textOr(""),
                uri("ecs.cn-hangzhou.aliyuncs.com", query),
                HttpHeaders.builder()
                        .add("x-acs-action", parameters.get("Action").textOr(""))
                        .add("x-acs-version", parameters.get("Version").textOr(""))
                        .build());
        AlibabaEcsRpcV1Signer signer =
                new AlibabaEcsRpcV1Signer(() -> parameters.get("SignatureNonce").textOr(""), new SignedTexts());
        JsonValue token = parameters.get("SecurityToken");
        String id = parameters.get("AccessKeyId").textOr("");
        String secret = vector.get("accessKeySecret").textOr("");

        HttpRequest signed = signer.sign(
                request,
                token.isPresent()
                        ? AlibabaCredentials.sts(id, secret, token.textOr(""))
                        : AlibabaCredentials.accessKey(id, secret),
                Instant.parse(parameters.get("Timestamp").textOr("")));

        String expected = vector.get("canonicalizedQueryString").textOr("");
        String signature = "Signature=" + vector.get("signatureUrlEncoded").textOr("");
        assertThat(List.of(signed.uri().getRawQuery().split("&"))).contains(signature);
        assertThat(Stream.of(signed.uri().getRawQuery().split("&")).filter(pair -> !pair.equals(signature)))
                .containsExactly(expected.split("&"));
        assertThat(signed.headers().first("x-acs-action")).isEmpty();
        assertThat(signed.headers().first("Authorization")).isEmpty();
    }

    /** One vendor signer leaves empty values out of the text that it signs, and sends them all the same. */
    @Test
    void v1_whenTheVendorsSignersDisagree_signsWhatIsOnTheWire() {
        List<JsonValue> disputed = VECTORS.get("rpcV1HmacSha1").items().stream()
                .filter(vector -> !vector.get("signersAgree").asBoolean().orElse(true))
                .toList();

        assertThat(disputed)
                .extracting(vector -> vector.get("id").textOr(""))
                .containsExactly("empty-value", "empty-tag-value");
        assertThat(v1OfRequestsForJson().map(vector -> vector.get()[0])).containsAll(disputed);
        assertThat(disputed).allSatisfy(vector -> {
            assertThat(vector.get("canonicalizedQueryString").textOr("")).containsPattern("=(&|$)");
            assertThat(vector.get("signature").textOr(""))
                    .isNotEqualTo(vector.get("signatureOpenapiutil_emptyValuesDropped")
                            .textOr(""));
        });
    }

    @Test
    void host_whenEndpointNamesTheSchemesOwnPort_isSignedWithoutIt() {
        assertThat(Acs3Signature.host(URI.create("https://ECS.cn-x.aliyuncs.com:443/")))
                .isEqualTo("ecs.cn-x.aliyuncs.com");
        assertThat(Acs3Signature.host(URI.create("http://localhost:8443/"))).isEqualTo("localhost:8443");
    }

    private static AlibabaCredentials credentials(JsonValue vector, JsonValue token) {
        String id = vector.get("accessKeyId").textOr("");
        String secret = vector.get("accessKeySecret").textOr("");
        return token.isPresent()
                ? AlibabaCredentials.sts(id, secret, token.textOr(""))
                : AlibabaCredentials.accessKey(id, secret);
    }

    /** In an order that is not the canonical one. */
    private static String shuffledQuery(JsonValue query) {
        List<String> pairs = new ArrayList<>();
        query.fields()
                .forEach((name, value) ->
                        pairs.add(PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value.textOr(""))));
        Collections.reverse(pairs);
        return String.join("&", pairs);
    }

    private static URI uri(String host, String query) {
        return URI.create("https://" + host + "/" + (query.isEmpty() ? "" : "?" + query));
    }
}
