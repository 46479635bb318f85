package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator keeps to the vendor's rules. */
class SimulatedEcsTest extends EcsByHand {
    @Test
    void copies_beyondFiveInARegion_wait() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(3)));
        List<String> ids = IntStream.range(0, 7)
                .mapToObj(n -> copy(Map.of("DestinationRegionId", "cn-shanghai")))
                .map(answer -> LenientJson.text(json(answer).path("ImageId")))
                .toList();

        assertThat(statuses(ids))
                .containsExactly("Creating", "Creating", "Creating", "Creating", "Creating", "Waiting", "Waiting");
        time.advance(Duration.ofMinutes(3));
        assertThat(statuses(ids))
                .containsExactly(
                        "Available", "Available", "Available", "Available", "Available", "Creating", "Creating");
        assertThat(LenientJson.text(
                        json(copy(Map.of("DestinationRegionId", "cn-beijing"))).path("ImageId")))
                .satisfies(elsewhere -> assertThat(LenientJson.text(
                                LenientJson.items(json(ask("DescribeImages", "cn-beijing", Map.of("Status", ALL)))
                                                .path("Images")
                                                .path("Image"))
                                        .get(0)
                                        .path("Status")))
                        .isEqualTo("Creating"));
    }

    @Test
    void describeImages_withoutAStatus_showsAvailableImagesOnly() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(3)));
        copy(Map.of("DestinationRegionId", "cn-shanghai"));

        assertThat(images(ask("DescribeImages", "cn-shanghai", Map.of()))).isEmpty();
        assertThat(images(ask("DescribeImages", "cn-shanghai", Map.of("Status", "Creating"))))
                .hasSize(1);
    }

    @Test
    void describeImages_byName_findsPartsOfNamesTenOnAPage() {
        for (int n = 0; n < 12; n++) {
            simulator.addImage("cn-shanghai", "m-" + n, "web-" + n);
        }
        JsonNode first = json(ask("DescribeImages", "cn-shanghai", Map.of("ImageName", "web")));

        assertThat(LenientJson.asLong(first.path("TotalCount"))).hasValue(12);
        assertThat(LenientJson.asLong(first.path("PageSize"))).hasValue(10);
        assertThat(LenientJson.items(first.path("Images").path("Image"))).hasSize(10);
        assertThat(images(ask("DescribeImages", "cn-shanghai", Map.of("ImageName", "web", "PageNumber", "2"))))
                .hasSize(2);
        assertThat(refusal(ask("DescribeImages", "cn-shanghai", Map.of("PageSize", "101"))))
                .startsWith("400 InvalidParameter");
    }

    @Test
    void describeImages_mixesTheTypesOfItsFields() {
        JsonNode image = images(ask("DescribeImages", "cn-hangzhou", Map.of())).get(0);
        JsonNode disk = LenientJson.items(image.path("DiskDeviceMappings").path("DiskDeviceMapping"))
                .get(0);

        assertThat(disk.path("Size").getNodeType()).isEqualTo(JsonNodeType.NUMBER);
        assertThat(disk.path("Encrypted").getNodeType()).isEqualTo(JsonNodeType.BOOLEAN);
        assertThat(image.path("IsSelfShared").getNodeType()).isEqualTo(JsonNodeType.STRING);
        assertThat(image.path("ImageOwnerId").getNodeType()).isEqualTo(JsonNodeType.NUMBER);
    }

    @Test
    void copyImage_withAClientToken_isAnsweredAgainTheSameWayAndRefusedForSomethingElse() {
        Map<String, String> order = Map.of("DestinationRegionId", "cn-shanghai", "ClientToken", "t-1");
        Map<String, String> other = Map.of("DestinationRegionId", "cn-beijing", "ClientToken", "t-1");

        String id = LenientJson.text(json(copy(order)).path("ImageId"));
        assertThat(LenientJson.text(json(copy(order)).path("ImageId")))
                .isEqualTo(id)
                .isNotEmpty();
        assertThat(refusal(copy(other))).isEqualTo("400 IdempotentParameterMismatch");
        assertThat(refusal(copy(Map.of("ClientToken", "t".repeat(65))))).startsWith("400 InvalidParameter");
        assertThat(simulator.copies()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "DestinationImageName, golden, 400 InvalidImageName.Duplicated",
        "DestinationImageName, 1st, 400 InvalidImageName.Malformed",
        "DestinationRegionId, mars-1, 400 DestinationRegion.NotFound",
        "KMSKeyId, k, 400 InvalidParameter.EncryptedIllegal",
        "DryRun, true, 400 DryRunOperation",
        "ImageId, m-none, 404 InvalidImageId.NotFound",
        "Unheard, of, 400 InvalidParameter",
    })
    void copyImage_whenSomethingIsWrong_isRefusedAndMakesNothing(String name, String value, String refusal) {
        assertThat(refusal(copy(Map.of(name, value)))).startsWith(refusal);
        assertThat(simulator.copies()).isEmpty();
    }

    @Test
    void calls_beyondTheMinutesLimit_areThrottledWithAndWithoutAHint() {
        simulator.limitCallsPerMinute(1, true);
        time.advance(Duration.ofSeconds(45));
        assertThat(ask("DescribeImages", "cn-shanghai", Map.of()).status()).isEqualTo(200);
        HttpResponse hinted = ask("DescribeImages", "cn-shanghai", Map.of());
        assertThat(refusal(hinted)).isEqualTo("400 Throttling.User");
        assertThat(hinted.headers().first("x-acs-retry-after")).hasValue("15000");
        assertThat(ask("DescribeImages", "cn-beijing", Map.of()).status()).isEqualTo(200);

        simulator.limitCallsPerMinute(1, false);
        HttpResponse silent = ask("DescribeImages", "cn-shanghai", Map.of());
        assertThat(refusal(silent)).isEqualTo("400 Throttling.User");
        assertThat(silent.headers().first("x-acs-retry-after")).isEmpty();
        time.advance(Duration.ofSeconds(15));
        assertThat(ask("DescribeImages", "cn-shanghai", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void signatures_thatAreOldReusedOrWrong_areRefused() {
        Map<String, String> none = Map.of();
        assertThat(refusal(send("nonce-number-1", time.now(), "DescribeImages", "cn-shanghai", none)))
                .isEqualTo("200 ");
        assertThat(refusal(send("nonce-number-1", time.now(), "DescribeImages", "cn-shanghai", none)))
                .isEqualTo("400 SignatureNonceUsed");
        assertThat(refusal(send(
                        "nonce-number-2", time.now().minusSeconds(32 * 60), "DescribeImages", "cn-shanghai", none)))
                .isEqualTo("400 InvalidTimeStamp.Expired");
        simulator.skewClock(Duration.ofHours(-2));
        HttpResponse skewed = ask("DescribeImages", "cn-shanghai", none);
        assertThat(refusal(skewed)).isEqualTo("400 InvalidTimeStamp.Expired");
        assertThat(skewed.headers().first("Date")).hasValue("Wed, 31 Dec 2025 22:00:00 GMT");
    }

    @Test
    void cancelAndDelete_followTheState() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(3)));
        String id = LenientJson.text(
                json(copy(Map.of("DestinationRegionId", "cn-shanghai"))).path("ImageId"));

        assertThat(refusal(ask("DeleteImage", "cn-shanghai", Map.of("ImageId", id))))
                .isEqualTo("403 OperationDenied.ImageCopying");
        time.advance(Duration.ofMinutes(3));
        assertThat(refusal(ask("CancelCopyImage", "cn-shanghai", Map.of("ImageId", id))))
                .isEqualTo("400 IncorrectImageStatus");
        assertThat(refusal(ask("CancelCopyImage", "cn-hangzhou", Map.of("ImageId", AlibabaEcsSimulator.SOURCE_IMAGE))))
                .isEqualTo("400 ImageCreatedNotFromCopy");
        assertThat(refusal(ask("DeleteImage", "cn-shanghai", Map.of("ImageId", id))))
                .isEqualTo("200 ");
        assertThat(refusal(ask("DeleteImage", "cn-shanghai", Map.of("ImageId", id))))
                .isEqualTo("200 ");
        assertThat(refusal(ask("CancelCopyImage", "cn-shanghai", Map.of("ImageId", id))))
                .isEqualTo("404 InvalidImageId.NotFound");
    }
}
