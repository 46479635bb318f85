package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.CancelCopyImageRequest;
import com.aliyun.ecs20140526.models.CopyImageRequest;
import com.aliyun.ecs20140526.models.DescribeImagesRequest;
import com.aliyun.ecs20140526.models.DescribeImagesResponseBody;
import com.aliyun.ecs20140526.models.DescribeImagesResponseBody.DescribeImagesResponseBodyImagesImage;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vendor's newer client, which signs with ACS3. */
class VendorClientTest extends VendorClientSuite {
    @Override
    VendorClient client(String accessKeyId, String secret, String token) throws Exception {
        Config config = config(accessKeyId, secret);
        return new Calls(new Client(token.isEmpty() ? config : config.setSecurityToken(token)));
    }

    private record Calls(Client client) implements VendorClient {
        @Override
        public String copy(String imageId) throws Exception {
            return client.copyImage(request().setImageId(imageId)).getBody().getImageId();
        }

        @Override
        public Seen describe(String imageId) throws Exception {
            DescribeImagesResponseBody answer = client.describeImages(new DescribeImagesRequest()
                            .setRegionId(DESTINATION)
                            .setImageId(imageId)
                            .setStatus(STATUSES))
                    .getBody();
            assertThat(answer.getTotalCount()).isEqualTo(1);
            DescribeImagesResponseBodyImagesImage image =
                    answer.getImages().getImage().get(0);
            return new Seen(
                    image.getStatus(),
                    image.getProgress(),
                    image.getDescription(),
                    image.getIsCopied(),
                    image.getTags().getTag().get(0).getTagKey(),
                    image.getTags().getTag().get(0).getTagValue());
        }

        @Override
        public String cancel(String imageId) throws Exception {
            return client.cancelCopyImage(new CancelCopyImageRequest()
                            .setRegionId(DESTINATION)
                            .setImageId(imageId))
                    .getBody()
                    .getRequestId();
        }
    }

    @Override
    String errorCode(Exception thrown) throws Exception {
        if (!(thrown instanceof TeaException refused)) {
            throw thrown;
        }
        assertThat(refused.getStatusCode()).isBetween(400, 404);
        assertThat(refused.getData()).containsKeys("RequestId", "HostId", "Recommend");
        return refused.getCode();
    }

    @Override
    String wrongSecretCode() {
        return "SignatureDoesNotMatch";
    }

    @Test
    void copy_withTheOlderSignature_succeeds() throws Exception {
        Client client = new Client(config(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                .setSignatureAlgorithm("v2"));

        // Without the empty value that this signature leaves out although it is sent.
        String imageId = client.copyImage(request().setTag(List.of())).getBody().getImageId();

        assertThat(imageId).isEqualTo(ecs.copies().get(0).imageId());
        assertThat(ecs.requests().get(0).headers().first("Authorization")).isEmpty();
    }

    private static CopyImageRequest request() {
        return new CopyImageRequest()
                .setRegionId(AlibabaEcsSimulator.SOURCE_REGION)
                .setImageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .setDestinationRegionId(DESTINATION)
                .setDestinationImageName(NAME)
                .setDestinationDescription(DESCRIPTION)
                .setTag(List.of(new CopyImageRequest.CopyImageRequestTag()
                        .setKey("team")
                        .setValue("")));
    }

    private Config config(String accessKeyId, String secret) {
        return new Config()
                .setProtocol("http")
                .setEndpoint(server.endpoint().getRawAuthority())
                .setAccessKeyId(accessKeyId)
                .setAccessKeySecret(secret);
    }
}
