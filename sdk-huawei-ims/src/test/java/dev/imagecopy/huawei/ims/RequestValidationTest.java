package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.testing.FakeTransport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent. */
class RequestValidationTest {
    private final FakeTransport transport = new FakeTransport();

    private HuaweiImsClient.Builder builder() {
        return HuaweiImsClient.builder()
                .region("eu-west-101")
                .projectId("p1")
                .transport(transport)
                .credentials(HuaweiCredentials.accessKey("AK", "secret-key"));
    }

    private static HuaweiCopyImageRequest.Builder copy() {
        return HuaweiCopyImageRequest.builder().imageId("image-1").name("golden");
    }

    @Test
    void build_ofACopyWithManyMistakes_namesAllOfThemWithTheServicesCodes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HuaweiCopyImageRequest.builder()
                        .imageId("../x")
                        .name(" " + "n".repeat(128) + "/")
                        .description("a<b\n" + "d".repeat(1024))
                        .cmkId("k/1")
                        .enterpriseProjectId("one")
                        .build())
                .withMessageContainingAll(
                        "imageId must be",
                        "name must have 1 to 128 characters, but has 130 (IMG.0002)",
                        "name must not begin or end with a space (IMG.0003)",
                        "name may contain letters",
                        "description must have at most 1024 characters, but has 1028 (IMG.0004)",
                        "description must not contain line ends, '<' or '>' (IMG.0054)",
                        "cmkId must be",
                        "enterpriseProjectId must be '0' or a UUID (IMG.0154)");
    }

    @Test
    void build_ofACopyToARegionWithNothing_namesAllThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HuaweiCopyToRegionRequest.builder().build())
                .withMessageContainingAll("imageId", "name is required (IMG.0013)", "targetRegion", "agencyName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b/c", "x.attacker.com/", "a@b", "CN-NORTH-1", "eu-west-101."})
    void regions_thatWouldChangeTheHost_areRefused(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().region(region).build())
                .withMessageContaining("region must be");
        assertThatIllegalArgumentException().isThrownBy(() -> HuaweiCopyToRegionRequest.builder()
                .imageId("i")
                .name("n")
                .agencyName("a")
                .targetRegion(region)
                .build());
    }

    @Test
    void build_ofAClientWithManyMistakes_namesAllOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .region("a.b/c")
                        .projectId("../p")
                        .endpoint(URI.create("http://ims.example.com/?q"))
                        .iamEndpoint(URI.create("ftp://iam.example.com"))
                        .waitForConflicts(Duration.ofSeconds(-1))
                        .build())
                .withMessageContainingAll(
                        "region must be",
                        "projectId must be",
                        "endpoint must not contain a query",
                        "endpoint must use https",
                        "iamEndpoint must be an https address",
                        "waitForConflicts must not be negative");
    }

    @Test
    void copyImageToRegion_intoTheOwnRegion_isRefusedWithTheServicesCode() {
        try (HuaweiImsClient client = builder().build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.copyImageToRegion(HuaweiCopyToRegionRequest.builder()
                            .imageId("i")
                            .name("n")
                            .agencyName("a")
                            .targetRegion("eu-west-101")
                            .build()))
                    .withMessageContaining("IMG.0142");
        }
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void copyImage_withoutAnyCredentials_saysWhichSourcesWereTriedAndSendsNothing() {
        try (HuaweiImsClient client = builder()
                .credentials(HuaweiCredentialsProviders.credentialsFile(Path.of("no-such-file"), "basic"))
                .build()) {
            assertThatThrownBy(() -> client.copyImage(copy().build()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("the credentials file does not exist");
        }
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void credentials_withMissingParts_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HuaweiCredentials.temporary("", " ", "a\nb"))
                .withMessageContainingAll("accessKey", "secretKey", "securityToken");
        assertThat(HuaweiCredentials.temporary("AK", "very-secret", "very-token")
                        .toString())
                .doesNotContain("very-secret", "very-token");
    }
}
