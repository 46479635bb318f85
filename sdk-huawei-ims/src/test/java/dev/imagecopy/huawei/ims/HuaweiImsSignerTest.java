package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.huawei.ims.SignatureVectors.Vector;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signature, against the published vectors; where the vendor's signer departs from its specification, against that. */
class HuaweiImsSignerTest {
    /** Signs what the vendor's client signs: everything but Content-Type and names with an underscore. */
    private static final HuaweiImsSigner LIKE_VENDOR =
            new HuaweiImsSigner(name -> !name.equals("content-type") && !name.contains("_"));

    private static final HuaweiImsSigner OURS = new HuaweiImsSigner();

    static Stream<Vector> vectors() {
        return SignatureVectors.all().stream().filter(vector -> !vector.isOfficialQuirk());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void sign_ofEachVector_givesThePublishedSignature(Vector vector) {
        HttpRequest signed = LIKE_VENDOR.sign(vector.request(), credentials(vector), vector.time());

        assertThat(canonical(LIKE_VENDOR, signed)).isEqualTo(vector.expected("canonicalRequest"));
        String hash = Digests.sha256Hex(canonical(LIKE_VENDOR, signed));
        assertThat(HuaweiImsSigner.stringToSign(hash, vector.text("date"))).isEqualTo(vector.expected("stringToSign"));
        assertThat(signed.headers().first("Authorization")).hasValue(vector.expected("authorization"));
        assertThat(signed.headers().first("X-Sdk-Date")).hasValue(vector.text("date"));
    }

    @Test
    void vectors_areAllThere() {
        assertThat(vectors()).hasSize(33);
        assertThat(SignatureVectors.all().stream()
                        .filter(Vector::isOfficialQuirk)
                        .map(Vector::name))
                .containsExactlyInAnyOrderElementsOf(SPECIFIED.keySet());
    }

    /** What the specification says where the vendor's signer does something else: path, query and one header. */
    private record Specified(String rawPath, String path, String query, String header) {}

    private static final Map<String, Specified> SPECIFIED = Map.of(
            "path-only-slashes", new Specified("//", "//", "", ""),
            "path-dot-segments", new Specified("/v1/./a/../b", "/v1/b/", "", ""),
            "path-already-encoded", new Specified("/v1/a%20b", "/v1/a%20b/", "", ""),
            "query-key-needs-encoding", new Specified("/v2/cloudimages", "/v2/cloudimages/", "a%20b=1", ""),
            "query-key-brackets", new Specified("/v2/cloudimages", "/v2/cloudimages/", "tags%5Bk%5D=v", ""),
            "header-value-outer-spaces", new Specified("/v2/cloudimages", "/v2/cloudimages/", "", "x-note:padded"),
            "endpoint-explicit-443",
                    new Specified("/v2/cloudimages", "/v2/cloudimages/", "", "host:ims.cn-north-4.myhuaweicloud.com"));

    static Stream<Vector> quirks() {
        return SignatureVectors.all().stream().filter(Vector::isOfficialQuirk);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quirks")
    void sign_whereTheVendorsSignerDepartsFromItsSpecification_keepsToTheSpecification(Vector vector) {
        Specified specified = SPECIFIED.get(vector.name());
        HttpRequest signed = LIKE_VENDOR.sign(vector.request(specified.rawPath()), credentials(vector), vector.time());

        List<String> lines = canonical(LIKE_VENDOR, signed).lines().toList();
        assertThat(lines.get(1)).isEqualTo(specified.path());
        assertThat(lines.get(2)).isEqualTo(specified.query());
        if (!specified.header().isEmpty()) {
            assertThat(lines).contains(specified.header());
        }
    }

    @Test
    void sign_ofTheDocumentedExample_givesTheDocumentedSignature() {
        HttpRequest request = HttpRequest.of(
                "GET",
                URI.create("https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs"
                        + "?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0"),
                HttpHeaders.builder().add("content-type", "application/json").build());

        HttpRequest signed = OURS.sign(
                request,
                HuaweiCredentials.accessKey("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc"),
                Instant.parse("2019-11-15T03:36:55Z"));

        assertThat(signed.headers().first("Authorization"))
                .hasValue("SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, "
                        + "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
    }

    @Test
    void sign_inProduction_coversStableHeadersOnly() {
        HttpRequest request = HttpRequest.of(
                "POST",
                URI.create("https://ims.eu-west-101.myhuaweicloud.eu/v1/cloudimages/a/copy"),
                HttpHeaders.builder()
                        .add("User-Agent", "ours/1")
                        .add("Accept", "application/json")
                        .add("X-Project-Id", "p")
                        .add("Content-Type", "application/json;charset=UTF-8")
                        .add("X-Trace", "t")
                        .build());

        HttpRequest signed = OURS.sign(
                request, HuaweiCredentials.temporary("AK", "sk", "token"), Instant.parse("2024-01-31T12:00:00Z"));

        assertThat(signed.headers().first("Authorization")).hasValueSatisfying(value -> assertThat(value)
                .contains("SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token,"));
    }

    @Test
    void sign_withAnIamToken_addsTheTokenAndNoSignature() {
        HttpRequest request = HttpRequest.of("GET", URI.create("https://h/v2/cloudimages"), HttpHeaders.empty());

        HttpRequest signed = OURS.sign(request, HuaweiCredentials.token("MIIE-token"), Instant.EPOCH);

        assertThat(signed.headers().first("X-Auth-Token")).hasValue("MIIE-token");
        assertThat(signed.headers().first("Authorization")).isEmpty();
        assertThat(signed.headers().first("X-Sdk-Date")).isEmpty();
    }

    private static HuaweiCredentials credentials(Vector vector) {
        Optional<String> token = LenientJson.scalar(vector.json().path("securityToken"));
        return token.map(text -> HuaweiCredentials.temporary(vector.text("ak"), vector.text("sk"), text))
                .orElseGet(() -> HuaweiCredentials.accessKey(vector.text("ak"), vector.text("sk")));
    }

    private static String canonical(HuaweiImsSigner signer, HttpRequest signed) {
        HttpHeaders unsigned =
                signed.headers().toBuilder().remove("Authorization").build();
        return HuaweiImsSigner.canonicalRequest(signed, signer.signedHeaders(signed.uri(), unsigned));
    }
}
