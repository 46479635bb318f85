package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service refuses, the simulator refuses, and nothing else. */
class SimulatedEcsRefusalsTest extends EcsByHand {
    private static final String SOURCE_REGION = AlibabaEcsSimulator.SOURCE_REGION;
    private static final String SOURCE_IMAGE = AlibabaEcsSimulator.SOURCE_IMAGE;

    @ParameterizedTest
    @CsvSource({
        "unencrypted, cn-hangzhou, false, 200",
        "unencrypted, cn-hangzhou, true, 200",
        "unencrypted, cn-shanghai, false, 200",
        "unencrypted, cn-shanghai, true, 403 OperationDenied.EncryptSnapshotAcrossRegion",
        "encrypted, cn-hangzhou, false, 403 OperationDeined.EncryptedSnapshot",
        "encrypted, cn-hangzhou, true, 200",
        "encrypted, cn-shanghai, false, 403 OperationDeined.EncryptedSnapshot",
        "encrypted, cn-shanghai, true, 200",
    })
    void copyImage_isEncryptedLikeItsSource_orInsideItsRegion(
            String source, String destination, boolean encrypted, String answer) {
        simulator.addImage(SOURCE_REGION, "m-unencrypted", "unencrypted");
        simulator.addEncryptedImage(SOURCE_REGION, "m-encrypted", "encrypted");

        assertThat(refusal(copy(Map.of(
                        "ImageId",
                        "m-" + source,
                        "DestinationRegionId",
                        destination,
                        "Encrypted",
                        String.valueOf(encrypted)))))
                .startsWith(answer);
        assertThat(simulator.copies()).hasSize(answer.equals("200") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "cn-shanghai, key-of-shanghai, 200",
        "cn-shanghai, key-of-hangzhou, 404 InvalidParameter.KMSKeyId.NotFound",
        "cn-hangzhou, key-of-shanghai, 404 InvalidParameter.KMSKeyId.NotFound",
        "cn-hangzhou, key-of-nobody, 404 InvalidParameter.KMSKeyId.NotFound",
    })
    void copyImage_withAKey_needsOneOfItsDestination(String destination, String key, String answer) {
        simulator.addEncryptedImage(SOURCE_REGION, "m-encrypted", "encrypted");
        simulator.addKmsKey("cn-hangzhou", "key-of-hangzhou");
        simulator.addKmsKey("cn-shanghai", "key-of-shanghai");

        assertThat(refusal(copy(Map.of(
                        "ImageId",
                        "m-encrypted",
                        "DestinationRegionId",
                        destination,
                        "Encrypted",
                        "true",
                        "KMSKeyId",
                        key))))
                .startsWith(answer);
    }

    @Test
    void deleteImage_asADryRun_deletesNothing() {
        Map<String, String> dryRun = Map.of("ImageId", SOURCE_IMAGE, "DryRun", "true");

        assertThat(refusal(ask("DeleteImage", SOURCE_REGION, dryRun))).isEqualTo("400 DryRunOperation");
        assertThat(simulator.imageIds(SOURCE_REGION)).containsExactly(SOURCE_IMAGE);

        simulator.setImageAttribute(SOURCE_REGION, SOURCE_IMAGE, "Usage", "instance");
        assertThat(refusal(ask("DeleteImage", SOURCE_REGION, dryRun))).isEqualTo("403 ImageUsingByInstance");
    }

    @Test
    void describeImages_asADryRun_showsNothing() {
        assertThat(refusal(ask("DescribeImages", SOURCE_REGION, Map.of("DryRun", "true"))))
                .isEqualTo("400 DryRunOperation");
        assertThat(refusal(ask("DescribeImages", SOURCE_REGION, Map.of("DryRun", "true", "PageSize", "101"))))
                .isEqualTo("400 InvalidParameter");
        assertThat(refusal(ask("DescribeImages", SOURCE_REGION, Map.of("DryRun", "false"))))
                .isEqualTo("200 ");
    }

    @Test
    void copyImage_withTheClientTokenOfACopy_isAnotherRequestAsADryRun() {
        Map<String, String> order = Map.of("DestinationRegionId", "cn-shanghai", "ClientToken", "t-1");

        assertThat(refusal(copy(with(order, "DryRun", "true")))).isEqualTo("400 DryRunOperation");
        assertThat(refusal(copy(order))).isEqualTo("200 ");
        assertThat(refusal(copy(with(order, "DryRun", "true")))).isEqualTo("400 IdempotentParameterMismatch");
        assertThat(refusal(copy(with(order, "DryRun", "false")))).isEqualTo("200 ");
        assertThat(simulator.copies()).hasSize(1);
    }

    static Stream<String> malformedNames() {
        return Stream.of(
                "a",
                "1st",
                ".a",
                "a b",
                "a/b",
                "a\\b",
                "a*b",
                "a\nb",
                "\u041E\u0431\u0440\u0430\u0437",
                "a\u0431",
                "\u03B1\u03B2",
                "acs:a",
                "aliyun-a",
                "http://a",
                "a".repeat(129));
    }

    @ParameterizedTest
    @MethodSource("malformedNames")
    void copyImage_withAMalformedName_isRefused(String name) {
        assertThat(refusal(copy(Map.of("DestinationImageName", name)))).isEqualTo("400 InvalidImageName.Malformed");
    }

    static Stream<String> names() {
        return Stream.of("ab", "Az09.:_-", "\u955C\u50CF", "a\u955C1", "my-aliyun", "a".repeat(128));
    }

    @ParameterizedTest
    @MethodSource("names")
    void copyImage_withANameOfTheDocumentedCharacters_isAccepted(String name) {
        assertThat(refusal(copy(Map.of("DestinationImageName", name)))).isEqualTo("200 ");
    }

    @Test
    void copyImage_withADescription_checksItsLengthAndItsBeginning() {
        for (String malformed : new String[] {"d", "d".repeat(257), "http://a", "https://a"}) {
            assertThat(refusal(copy(Map.of("DestinationDescription", malformed))))
                    .as(malformed)
                    .isEqualTo("400 InvalidDescription.Malformed");
        }
        for (String good : new String[] {"dd", "d".repeat(256), "see http://a\n", "1 / *"}) {
            assertThat(refusal(copy(Map.of("DestinationDescription", good))))
                    .as(good)
                    .isEqualTo("200 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"31, 0, '200 '", "31, 1, 400 InvalidTimeStamp.Expired"})
    void signatures_areValidFor31Minutes(int minutes, int seconds, String answer) {
        assertThat(refusal(send(
                        "nonce-number-1",
                        time.now().minus(Duration.ofMinutes(minutes)).minusSeconds(seconds),
                        "DescribeImages",
                        SOURCE_REGION,
                        Map.of())))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00.000Z",
                "2026-01-01T01:00:00+01:00",
                "2026-01-01T00:00Z",
                "2026-01-01 00:00:00",
                "2026-13-01T00:00:00Z",
                "20260101T000000Z"
            })
    void signatures_withADateInAnotherForm_areRefused(String date) {
        HttpRequest signed = signed("nonce-number-1", time.now(), "DescribeImages", SOURCE_REGION, Map.of());
        HttpRequest dated = signed.withHeaders(
                signed.headers().toBuilder().set("x-acs-date", date).build());

        assertThat(refusal(send(dated))).isEqualTo("400 InvalidTimeStamp.Format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"899", "43201", "99999999999", "-900", "abc"})
    void assumeRole_withoutAPossibleDuration_isRefused(String seconds) {
        assertThat(refusal(assumeRole(seconds))).isEqualTo("400 InvalidParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"900", "43200", ""})
    void assumeRole_withAPossibleDuration_givesAKey(String seconds) {
        assertThat(refusal(assumeRole(seconds))).isEqualTo("200 ");
    }

    private HttpResponse assumeRole(String seconds) {
        Map<String, String> parameters = Map.of("RoleArn", AlibabaEcsSimulator.ROLE_ARN, "RoleSessionName", "nightly");
        return ask(
                "AssumeRole",
                SOURCE_REGION,
                seconds.isEmpty() ? parameters : with(parameters, "DurationSeconds", seconds));
    }

    @Test
    void metadata_isShownUntilTheEndOfASession() {
        simulator.setInstanceRole(AlibabaEcsSimulator.INSTANCE_ROLE, true);
        String session = metadata("PUT", "/latest/api/token", "X-aliyun-ecs-metadata-token-ttl-seconds", "60")
                .bodyAsText();

        time.advance(Duration.ofSeconds(59));
        assertThat(roles(session).status()).isEqualTo(200);
        time.advance(Duration.ofSeconds(1));
        assertThat(roles(session).status()).isEqualTo(403);
    }

    private HttpResponse roles(String session) {
        return metadata("GET", "/latest/meta-data/ram/security-credentials/", "X-aliyun-ecs-metadata-token", session);
    }

    private HttpResponse metadata(String method, String path, String header, String value) {
        return send(HttpRequest.of(
                method,
                URI.create("http://100.100.100.200" + path),
                HttpHeaders.builder().add(header, value).build()));
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return more;
    }
}
