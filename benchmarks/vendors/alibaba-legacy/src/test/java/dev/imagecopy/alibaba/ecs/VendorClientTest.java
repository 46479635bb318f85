package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.auth.StaticCredentialsProvider;
import com.aliyuncs.auth.signers.SignatureAlgorithm;
import com.aliyuncs.ecs.model.v20140526.CancelCopyImageRequest;
import com.aliyuncs.ecs.model.v20140526.CopyImageRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeImagesRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeImagesResponse;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.profile.DefaultProfile;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vendor's older client, which signs with version 1.0 of RPC signatures. */
class VendorClientTest extends VendorClientSuite {
    @Override
    VendorClient client(String accessKeyId, String secret, String token) {
        return new Calls(
                token.isEmpty()
                        ? acsClient(accessKeyId, secret)
                        : new DefaultAcsClient(
                                DefaultProfile.getProfile(AlibabaEcsSimulator.SOURCE_REGION),
                                new StaticCredentialsProvider(
                                        new BasicSessionCredentials(accessKeyId, secret, token))));
    }

    private final class Calls implements VendorClient {
        private final DefaultAcsClient client;

        Calls(DefaultAcsClient client) {
            this.client = client;
        }

        @Override
        public String copy(String imageId) throws ClientException {
            CopyImageRequest request = request();
            request.setImageId(imageId);
            return client.getAcsResponse(request).getImageId();
        }

        @Override
        public Seen describe(String imageId) throws ClientException {
            DescribeImagesResponse answer = client.getAcsResponse(describeRequest(imageId));
            assertThat(answer.getTotalCount()).isEqualTo(1);
            return seen(answer);
        }

        @Override
        public String cancel(String imageId) throws ClientException {
            CancelCopyImageRequest cancel = new CancelCopyImageRequest();
            cancel.setSysEndpoint(endpoint());
            cancel.setSysRegionId(DESTINATION);
            cancel.setImageId(imageId);
            return client.getAcsResponse(cancel).getRequestId();
        }
    }

    @Override
    String errorCode(Exception thrown) throws Exception {
        if (!(thrown instanceof ClientException refused)) {
            throw thrown;
        }
        assertThat(refused.getRequestId()).isNotBlank();
        return refused.getErrCode();
    }

    /** The vendor's client compares the quoted text with its own, and so knows that the secret is wrong. */
    @Override
    String wrongSecretCode() {
        return "SDK.InvalidAccessKeySecret";
    }

    @Test
    void copyAndDescribe_inXml_succeed() throws Exception {
        DefaultAcsClient client = acsClient(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        CopyImageRequest copy = request();
        copy.setSysAcceptFormat(FormatType.XML);

        String imageId = client.getAcsResponse(copy).getImageId();
        DescribeImagesRequest describe = describeRequest(imageId);
        describe.setSysAcceptFormat(FormatType.XML);
        Seen image = seen(client.getAcsResponse(describe));

        assertThat(imageId).isEqualTo(ecs.copies().get(0).imageId());
        assertThat(image.status()).isEqualTo("Available");
        assertThat(image.tag()).isEqualTo("team");
    }

    @Test
    void copyAndDescribe_withTheNewerSignature_succeed() throws Exception {
        DefaultAcsClient client = acsClient(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        client.setSignatureVersion(SignatureVersion.V3);
        client.setSignatureAlgorithm(SignatureAlgorithm.ACS3_HMAC_SHA256);

        // With this signature the vendor's client keeps its region to itself.
        CopyImageRequest copy = request();
        copy.putQueryParameter("RegionId", AlibabaEcsSimulator.SOURCE_REGION);
        DescribeImagesRequest describe =
                describeRequest(client.getAcsResponse(copy).getImageId());
        describe.putQueryParameter("RegionId", DESTINATION);
        Seen image = seen(client.getAcsResponse(describe));

        assertThat(image.status()).isEqualTo("Available");
        assertThat(ecs.requests())
                .allSatisfy(request -> assertThat(request.headers().first("Authorization"))
                        .hasValueSatisfying(value -> assertThat(value).startsWith("ACS3-HMAC-SHA256 ")));
    }

    private static Seen seen(DescribeImagesResponse answer) {
        DescribeImagesResponse.Image image = answer.getImages().get(0);
        return new Seen(
                image.getStatus(),
                image.getProgress(),
                image.getDescription(),
                image.getIsCopied(),
                image.getTags().get(0).getTagKey(),
                image.getTags().get(0).getTagValue());
    }

    private CopyImageRequest request() {
        CopyImageRequest request = new CopyImageRequest();
        request.setSysEndpoint(endpoint());
        request.setSysRegionId(AlibabaEcsSimulator.SOURCE_REGION);
        request.setImageId(AlibabaEcsSimulator.SOURCE_IMAGE);
        request.setDestinationRegionId(DESTINATION);
        request.setDestinationImageName(NAME);
        request.setDestinationDescription(DESCRIPTION);
        CopyImageRequest.Tag tag = new CopyImageRequest.Tag();
        tag.setKey("team");
        tag.setValue("");
        request.setTags(List.of(tag));
        return request;
    }

    private DescribeImagesRequest describeRequest(String imageId) {
        DescribeImagesRequest request = new DescribeImagesRequest();
        request.setSysEndpoint(endpoint());
        request.setSysRegionId(DESTINATION);
        request.setImageId(imageId);
        request.setStatus(STATUSES);
        return request;
    }

    private static DefaultAcsClient acsClient(String accessKeyId, String secret) {
        return new DefaultAcsClient(DefaultProfile.getProfile(AlibabaEcsSimulator.SOURCE_REGION, accessKeyId, secret));
    }

    private String endpoint() {
        return server.endpoint().getRawAuthority();
    }
}
