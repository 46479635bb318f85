package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendor's older client at our simulator, with its check of RPC signatures of version 1.0 on. */
class VendorClientTest {
    private static final String DESTINATION = "cn-shanghai";

    private final AlibabaEcsSimulator ecs = AlibabaEcsSimulator.start();

    @AfterEach
    void stop() {
        ecs.close();
    }

    @Test
    void copyAndDescribe_withTheVendorsClient_succeed() throws Exception {
        DefaultAcsClient client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);

        String imageId = copy(client);
        DescribeImagesResponse answer = describe(client, imageId);

        AlibabaEcsSimulator.Copy copy = ecs.copies().get(0);
        assertThat(imageId).isEqualTo(copy.imageId());
        assertThat(copy.name()).isEqualTo("copy of golden 金*~ +");
        assertThat(copy.destinationRegion()).isEqualTo(DESTINATION);
        assertThat(answer.getTotalCount()).isEqualTo(1);
        DescribeImagesResponse.Image image = answer.getImages().get(0);
        assertThat(image.getStatus()).isEqualTo("Available");
        assertThat(image.getProgress()).isEqualTo("100%");
        assertThat(image.getIsCopied()).isTrue();
        assertThat(image.getTags().get(0).getTagKey()).isEqualTo("team");
    }

    @Test
    void cancel_whileTheCopyRuns_succeeds() throws Exception {
        DefaultAcsClient client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        ecs.script(Timeline.lasting(Duration.ofHours(1)));

        String imageId = copy(client);
        String running = describe(client, imageId).getImages().get(0).getStatus();
        CancelCopyImageRequest cancel = new CancelCopyImageRequest();
        cancel.setSysEndpoint(endpoint());
        cancel.setSysRegionId(DESTINATION);
        cancel.setImageId(imageId);
        String requestId = client.getAcsResponse(cancel).getRequestId();

        assertThat(running).isEqualTo("Creating");
        assertThat(requestId).isNotBlank();
        assertThat(ecs.arrivals("cancelCopyImage")).isEqualTo(1);
    }

    @Test
    void copyAndDescribe_inXml_succeed() throws Exception {
        DefaultAcsClient client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        CopyImageRequest copy = request();
        copy.setSysAcceptFormat(FormatType.XML);

        String imageId = client.getAcsResponse(copy).getImageId();
        DescribeImagesRequest describe = describeRequest(imageId);
        describe.setSysAcceptFormat(FormatType.XML);
        DescribeImagesResponse answer = client.getAcsResponse(describe);

        assertThat(imageId).isEqualTo(ecs.copies().get(0).imageId());
        assertThat(answer.getImages().get(0).getStatus()).isEqualTo("Available");
        assertThat(answer.getImages().get(0).getTags().get(0).getTagKey()).isEqualTo("team");
    }

    @Test
    void copyAndDescribe_withTheNewerSignature_succeed() throws Exception {
        DefaultAcsClient client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        client.setSignatureVersion(SignatureVersion.V3);
        client.setSignatureAlgorithm(SignatureAlgorithm.ACS3_HMAC_SHA256);

        // With this signature the vendor's client keeps its region to itself.
        CopyImageRequest copy = request();
        copy.putQueryParameter("RegionId", AlibabaEcsSimulator.SOURCE_REGION);
        DescribeImagesRequest describe =
                describeRequest(client.getAcsResponse(copy).getImageId());
        describe.putQueryParameter("RegionId", DESTINATION);
        DescribeImagesResponse answer = client.getAcsResponse(describe);

        assertThat(answer.getImages().get(0).getStatus()).isEqualTo("Available");
        assertThat(ecs.requests())
                .allSatisfy(request -> assertThat(request.headers().first("Authorization"))
                        .hasValueSatisfying(value -> assertThat(value).startsWith("ACS3-HMAC-SHA256 ")));
    }

    @Test
    void copy_withATemporaryKey_succeeds() throws Exception {
        ecs.acceptTemporaryKey("STS.key", "temporary-secret", "temporary+token/==", Instant.MAX);
        DefaultAcsClient client = new DefaultAcsClient(
                DefaultProfile.getProfile(AlibabaEcsSimulator.SOURCE_REGION),
                new StaticCredentialsProvider(
                        new BasicSessionCredentials("STS.key", "temporary-secret", "temporary+token/==")));

        assertThat(copy(client)).isEqualTo(ecs.copies().get(0).imageId());
    }

    @Test
    void copy_withAWrongSecret_isRefused() {
        DefaultAcsClient client = client("not-the-secret");

        ClientException refused = catchThrowableOfType(ClientException.class, () -> copy(client));

        // The vendor's client compares the quoted text with its own, and so knows that the secret is wrong.
        assertThat(refused.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret");
        assertThat(ecs.copies()).isEmpty();
    }

    @Test
    void copy_ofAnImageThatIsNotThere_isReadAsTheServicesError() {
        DefaultAcsClient client = client(AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        CopyImageRequest request = request();
        request.setImageId("m-bp1000000000000000000");

        ClientException refused = catchThrowableOfType(ClientException.class, () -> client.getAcsResponse(request));

        assertThat(refused.getErrCode()).isEqualTo("InvalidImageId.NotFound");
        assertThat(refused.getRequestId()).isNotBlank();
    }

    private String copy(DefaultAcsClient client) throws ClientException {
        return client.getAcsResponse(request()).getImageId();
    }

    private CopyImageRequest request() {
        CopyImageRequest request = new CopyImageRequest();
        request.setSysEndpoint(endpoint());
        request.setSysRegionId(AlibabaEcsSimulator.SOURCE_REGION);
        request.setImageId(AlibabaEcsSimulator.SOURCE_IMAGE);
        request.setDestinationRegionId(DESTINATION);
        request.setDestinationImageName("copy of golden 金*~ +");
        CopyImageRequest.Tag tag = new CopyImageRequest.Tag();
        tag.setKey("team");
        tag.setValue("");
        request.setTags(List.of(tag));
        return request;
    }

    private DescribeImagesResponse describe(DefaultAcsClient client, String imageId) throws ClientException {
        return client.getAcsResponse(describeRequest(imageId));
    }

    private DescribeImagesRequest describeRequest(String imageId) {
        DescribeImagesRequest request = new DescribeImagesRequest();
        request.setSysEndpoint(endpoint());
        request.setSysRegionId(DESTINATION);
        request.setImageId(imageId);
        request.setStatus("Waiting,Creating,Available,UnAvailable,CreateFailed,Deprecated");
        return request;
    }

    private static DefaultAcsClient client(String secret) {
        return new DefaultAcsClient(DefaultProfile.getProfile(
                AlibabaEcsSimulator.SOURCE_REGION, AlibabaEcsSimulator.ACCESS_KEY_ID, secret));
    }

    private String endpoint() {
        return ecs.endpoint().getRawAuthority();
    }
}
