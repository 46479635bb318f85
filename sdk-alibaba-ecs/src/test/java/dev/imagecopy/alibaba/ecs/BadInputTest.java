package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageStatus;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said before anything is sent, all of it at once. */
class BadInputTest {
    private final TimeSource time = new ManualTimeSource();

    @Test
    void request_whenEverythingIsWrong_namesEveryViolation() {
        Map<String, String> tags = IntStream.range(0, 21)
                .boxed()
                .collect(Collectors.toMap(n -> n == 0 ? "acs:x" : "key" + n, n -> n == 1 ? "acs:y" : ""));
        AlibabaCopyImageRequest.Builder builder = AlibabaCopyImageRequest.builder()
                .imageId("../x")
                .region("a.b/c")
                .targetRegion("CN")
                .name("")
                .description("d".repeat(257))
                .kmsKeyId("key")
                .encryptAlgorithm("bell\u0007")
                .resourceGroupId("a b")
                .tags(tags);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("imageId")
                .withMessageContaining("region must be")
                .withMessageContaining("targetRegion must be")
                .withMessageContaining("name must have 2 to 128 characters, but has 0")
                .withMessageContaining("description must have 0 to 256 characters, but has 257")
                .withMessageContaining("encrypted must be true when kmsKeyId is given")
                .withMessageContaining("encrypted must be true when encryptAlgorithm is given")
                .withMessageContaining("encryptAlgorithm must not contain control characters")
                .withMessageContaining("resourceGroupId")
                .withMessageContaining("tags must be at most 20, but are 21")
                .withMessageContaining("a tag's key must not begin with aliyun or acs:")
                .withMessageContaining("a tag's value must not begin with acs:")
                .withMessageNotContaining("../x")
                .withMessageNotContaining("a.b/c");
    }

    @Test
    void request_whenNameIsAtItsLimits_isAccepted() {
        assertThatCode(() -> request().name("ab").build()).doesNotThrowAnyException();
        assertThatCode(() -> request().name("字".repeat(128)).build()).doesNotThrowAnyException();
        assertThatCode(() -> request().name("😀".repeat(128)).build()).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request().name("n".repeat(129)).build())
                .withMessageContaining("129");
    }

    @Test
    void request_whenSourceIsDestination_isAccepted() {
        assertThatCode(() -> request()
                        .region("cn-hangzhou")
                        .targetRegion("cn-hangzhou")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void request_whenATagIsGivenTwice_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request().tag("a", "1").tag("a", "2").build())
                .withMessageContaining("twice");
    }

    @Test
    void request_whenImageIdIsMissing_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlibabaCopyImageRequest.builder().build())
                .withMessageContaining("imageId");
    }

    @Test
    void query_whenEverythingIsWrong_namesEveryViolation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlibabaImageQuery.builder()
                        .region("A")
                        .imageId("..")
                        .name("x")
                        .statuses(AlibabaImageStatus.CREATING, AlibabaImageStatus.UNKNOWN)
                        .ownerAlias("self,others")
                        .pageSize(101)
                        .build())
                .withMessageContaining("region")
                .withMessageContaining("an image's id")
                .withMessageContaining("name")
                .withMessageContaining("UNKNOWN")
                .withMessageContaining("ownerAlias")
                .withMessageContaining("pageSize must be 1 to 100, but is 101");
    }

    @Test
    void build_withoutARegion_namesIt() {
        AlibabaEcsClient.Builder builder = AlibabaEcsClient.builder().credentials(Clients.CREDENTIALS);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("region is required");
    }

    @Test
    void calls_withUnfitRegionsOrIds_sendNothing() {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.deleteImage("a.b/c", "../x"))
                    .withMessageContaining("region")
                    .withMessageContaining("imageId");
            assertThatIllegalArgumentException().isThrownBy(() -> client.cancelCopyImage("", ""));
            assertThat(simulator.requests()).isEmpty();
        }
    }

    @Test
    void copyImage_whenNoCredentialsAreFound_namesEverySourceAndSendsNothing() {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .credentials(AlibabaCredentialsProviders.systemProperties())
                        .build()) {
            assertThatThrownBy(() -> client.copyImage(request().build()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("alibabacloud.accessKeyId is not set");
            assertThat(simulator.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ecs.example.com/", "https://user@ecs.example.com/", "https://ecs.example.com/?a=b"})
    void client_whenEndpointIsUnfit_isNotBuilt(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlibabaEcsClient.builder()
                        .endpoint(URI.create(endpoint))
                        .region("a.b/c")
                        .accountId("../")
                        .build())
                .withMessageContaining("endpoint must")
                .withMessageContaining("region must")
                .withMessageContaining("accountId must");
    }

    @Test
    void credentials_whenBlankOrSplit_areRefusedWithoutShowingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlibabaCredentials.accessKey("", " "))
                .withMessageContaining("accessKeyId")
                .withMessageContaining("accessKeySecret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlibabaCredentials.sts("id", "canary\nsecret", "tok en"))
                .withMessageContaining("accessKeySecret")
                .withMessageContaining("securityToken")
                .withMessageNotContaining("canary");
        assertThat(AlibabaCredentials.sts("id", "canary-secret", "canary-token").toString())
                .contains("id")
                .doesNotContain("canary");
    }

    private static AlibabaCopyImageRequest.Builder request() {
        return AlibabaCopyImageRequest.builder().imageId("m-1");
    }
}
