package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.CancelCopyImageRequest;
import com.aliyun.ecs20140526.models.CopyImageRequest;
import com.aliyun.ecs20140526.models.DescribeImagesRequest;
import com.aliyun.ecs20140526.models.DescribeImagesResponseBody;
import com.aliyun.ecs20140526.models.DescribeImagesResponseBody.DescribeImagesResponseBodyImagesImage;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendor's newer client at our simulator, with its check of ACS3 signatures on. */
class VendorClientTest {
    private static final String DESTINATION = "cn-shanghai";

    private final AlibabaEcsSimulator ecs = AlibabaEcsSimulator.start();

    @AfterEach
    void stop() {
        ecs.close();
    }

    @Test
    void copyAndDescribe_withTheVendorsClient_succeed() throws Exception {
        Client client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);

        String imageId = copy(client);
        DescribeImagesResponseBody answer = describe(client, imageId);

        AlibabaEcsSimulator.Copy copy = ecs.copies().get(0);
        assertThat(imageId).isEqualTo(copy.imageId());
        assertThat(copy.name()).isEqualTo("copy of golden 金*~ +");
        assertThat(copy.destinationRegion()).isEqualTo(DESTINATION);
        assertThat(answer.getTotalCount()).isEqualTo(1);
        DescribeImagesResponseBodyImagesImage image =
                answer.getImages().getImage().get(0);
        assertThat(image.getStatus()).isEqualTo("Available");
        assertThat(image.getProgress()).isEqualTo("100%");
        assertThat(image.getIsCopied()).isTrue();
        assertThat(image.getTags().getTag().get(0).getTagKey()).isEqualTo("team");
        assertThat(image.getTags().getTag().get(0).getTagValue()).isEmpty();
    }

    @Test
    void cancel_whileTheCopyRuns_succeeds() throws Exception {
        Client client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        ecs.script(Timeline.lasting(Duration.ofHours(1)));

        String imageId = copy(client);
        DescribeImagesResponseBodyImagesImage running =
                describe(client, imageId).getImages().getImage().get(0);
        String requestId = client.cancelCopyImage(
                        new CancelCopyImageRequest().setRegionId(DESTINATION).setImageId(imageId))
                .getBody()
                .getRequestId();

        assertThat(running.getStatus()).isEqualTo("Creating");
        assertThat(requestId).isNotBlank();
        assertThat(ecs.arrivals("cancelCopyImage")).isEqualTo(1);
    }

    @Test
    void copy_withATemporaryKey_succeeds() throws Exception {
        ecs.acceptTemporaryKey("STS.key", "temporary-secret", "temporary+token/==", Instant.MAX);
        Client client = new Client(config().setAccessKeyId("STS.key")
                .setAccessKeySecret("temporary-secret")
                .setSecurityToken("temporary+token/=="));

        assertThat(copy(client)).isEqualTo(ecs.copies().get(0).imageId());
    }

    @Test
    void copy_withTheOlderSignature_succeeds() throws Exception {
        Client client = new Client(config().setAccessKeyId(AlibabaEcsSimulator.ACCESS_KEY_ID)
                .setAccessKeySecret(AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                .setSignatureAlgorithm("v2"));

        // Without the empty value that this signature leaves out although it is sent.
        String imageId = client.copyImage(request().setTag(List.of())).getBody().getImageId();

        assertThat(imageId).isEqualTo(ecs.copies().get(0).imageId());
        assertThat(ecs.requests().get(0).headers().first("Authorization")).isEmpty();
    }

    @Test
    void copy_withAWrongSecret_isRefused() throws Exception {
        Client client = client("not-the-secret");

        TeaException refused = catchThrowableOfType(TeaException.class, () -> copy(client));

        assertThat(refused.getCode()).isEqualTo("SignatureDoesNotMatch");
        assertThat(ecs.copies()).isEmpty();
    }

    @Test
    void copy_ofAnImageThatIsNotThere_isReadAsTheServicesError() throws Exception {
        Client client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);

        TeaException refused = catchThrowableOfType(
                TeaException.class, () -> client.copyImage(request().setImageId("m-bp1000000000000000000")));

        assertThat(refused.getCode()).isEqualTo("InvalidImageId.NotFound");
        assertThat(refused.getStatusCode()).isEqualTo(404);
        assertThat(refused.getData()).containsKeys("RequestId", "HostId", "Recommend");
    }

    private String copy(Client client) throws Exception {
        return client.copyImage(request()).getBody().getImageId();
    }

    private static CopyImageRequest request() {
        return new CopyImageRequest()
                .setRegionId(AlibabaEcsSimulator.SOURCE_REGION)
                .setImageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .setDestinationRegionId(DESTINATION)
                .setDestinationImageName("copy of golden 金*~ +")
                .setTag(List.of(new CopyImageRequest.CopyImageRequestTag()
                        .setKey("team")
                        .setValue("")));
    }

    private static DescribeImagesResponseBody describe(Client client, String imageId) throws Exception {
        return client.describeImages(new DescribeImagesRequest()
                        .setRegionId(DESTINATION)
                        .setImageId(imageId)
                        .setStatus("Waiting,Creating,Available,UnAvailable,CreateFailed,Deprecated"))
                .getBody();
    }

    private Client client(String secret) throws Exception {
        return new Client(
                config().setAccessKeyId(AlibabaEcsSimulator.ACCESS_KEY_ID).setAccessKeySecret(secret));
    }

    private Config config() {
        return new Config().setProtocol("http").setEndpoint(ecs.endpoint().getRawAuthority());
    }
}
