package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.region.Region;
import com.huaweicloud.sdk.ims.v2.ImsClient;
import com.huaweicloud.sdk.ims.v2.model.CopyImageCrossRegionRequest;
import com.huaweicloud.sdk.ims.v2.model.CopyImageInRegionRequest;
import com.huaweicloud.sdk.ims.v2.model.GlanceDeleteImageRequest;
import com.huaweicloud.sdk.ims.v2.model.ImageInfo;
import com.huaweicloud.sdk.ims.v2.model.ListImagesRequest;
import com.huaweicloud.sdk.ims.v2.model.ShowJobProgressRequest;
import com.huaweicloud.sdk.ims.v2.model.ShowJobProgressResponse;
import com.huaweicloud.sdk.ims.v2.model.ShowJobRequest;
import com.huaweicloud.sdk.ims.v2.model.ShowJobResponse;
import dev.imagecopy.benchmarks.vendors.SimulatorServer;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendor's own client at our simulator, with its signature check on: what that client takes for the service is like it. */
class VendorClientTest {
    private final HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(TimeSource.system());
    private final SimulatorServer server = SimulatorServer.open(ims);

    @AfterEach
    void stop() {
        server.close();
        ims.close();
    }

    @Test
    void copyAndBothJobQueries_withTheVendorsClient_succeed() {
        ImsClient client = client(HuaweiImsSimulator.SECRET_KEY);

        String job = copy(client);
        ShowJobProgressResponse progress = client.showJobProgress(new ShowJobProgressRequest().withJobId(job));
        ShowJobResponse older = client.showJob(new ShowJobRequest().withJobId(job));

        HuaweiImsSimulator.Copy copy = ims.copies().get(0);
        assertThat(job).isEqualTo(copy.jobId());
        assertThat(copy.name()).isEqualTo("copy of golden – 金");
        assertThat(progress.getStatus()).isEqualTo(ShowJobProgressResponse.StatusEnum.SUCCESS);
        assertThat(progress.getEntities().getImageId()).isEqualTo(copy.imageId());
        assertThat(progress.getEntities().getProcessPercent()).isEqualTo(1.0);
        assertThat(older.getStatus()).isEqualTo(ShowJobResponse.StatusEnum.SUCCESS);
        assertThat(older.getEntities().getImageId()).isEqualTo(copy.imageId());
        assertThat(ims.arrivals("describeJob")).isEqualTo(1);
        assertThat(ims.arrivals("describeJobLegacy")).isEqualTo(1);
    }

    @Test
    void jobQueries_whileTheCopyRuns_showProgress() {
        ImsClient client = client(HuaweiImsSimulator.SECRET_KEY);
        ims.script(Timeline.lasting(Duration.ofHours(1)));

        String job = copy(client);
        ShowJobProgressResponse progress = client.showJobProgress(new ShowJobProgressRequest().withJobId(job));
        ShowJobResponse older = client.showJob(new ShowJobRequest().withJobId(job));

        assertThat(progress.getStatus()).isEqualTo(ShowJobProgressResponse.StatusEnum.RUNNING);
        assertThat(progress.getEntities().getProcessPercent()).isBetween(0.0, 0.5);
        assertThat(older.getStatus()).isEqualTo(ShowJobResponse.StatusEnum.RUNNING);
    }

    @Test
    void jobQuery_whenTheCopyFailed_showsCodeAndReason() {
        ImsClient client = client(HuaweiImsSimulator.SECRET_KEY);
        ims.script(Timeline.immediate().failing("IMG.0095", "The KMS key is gone."));

        ShowJobProgressResponse failed = client.showJobProgress(new ShowJobProgressRequest().withJobId(copy(client)));

        assertThat(failed.getStatus()).isEqualTo(ShowJobProgressResponse.StatusEnum.FAIL);
        assertThat(failed.getErrorCode()).isEqualTo("IMG.0095");
        assertThat(failed.getFailReason()).isEqualTo("The KMS key is gone.");
    }

    @Test
    void copyToAnotherRegion_withTheVendorsClient_succeeds() {
        ImsClient client = client(HuaweiImsSimulator.SECRET_KEY);

        String job = client.copyImageCrossRegion(new CopyImageCrossRegionRequest()
                        .withImageId(HuaweiImsSimulator.SOURCE_IMAGE)
                        .withBody(body -> body.withName("elsewhere")
                                .withAgencyName(HuaweiImsSimulator.AGENCY)
                                .withProjectName(HuaweiImsSimulator.TARGET_REGION)
                                .withRegion(HuaweiImsSimulator.TARGET_REGION)))
                .getJobId();
        ShowJobProgressResponse progress = client.showJobProgress(new ShowJobProgressRequest().withJobId(job));

        assertThat(progress.getStatus()).isEqualTo(ShowJobProgressResponse.StatusEnum.SUCCESS);
        assertThat(ims.copies().get(0).region()).isEqualTo(HuaweiImsSimulator.TARGET_REGION);
    }

    @Test
    void listAndDelete_withTheVendorsClient_succeed() {
        ImsClient client = client(HuaweiImsSimulator.SECRET_KEY);
        copy(client);
        String image = ims.copies().get(0).imageId();

        ImageInfo listed = client.listImages(new ListImagesRequest().withName("copy of golden – 金"))
                .getImages()
                .get(0);
        client.glanceDeleteImage(new GlanceDeleteImageRequest().withImageId(image));

        assertThat(listed.getId()).isEqualTo(image);
        assertThat(listed.getStatus()).isEqualTo(ImageInfo.StatusEnum.ACTIVE);
        assertThat(ims.imageIds(HuaweiImsSimulator.PROJECT_ID)).containsExactly(HuaweiImsSimulator.SOURCE_IMAGE);
    }

    @Test
    void copy_withATemporaryKey_succeeds() {
        ims.acceptTemporaryKey("TEMPKEY", "temporary-secret", "temporary-token", Instant.MAX);
        ImsClient client = client(new BasicCredentials()
                .withAk("TEMPKEY")
                .withSk("temporary-secret")
                .withSecurityToken("temporary-token")
                .withProjectId(HuaweiImsSimulator.PROJECT_ID));

        assertThat(copy(client)).isEqualTo(ims.copies().get(0).jobId());
    }

    @Test
    void copy_whenTheProjectIsToBeFound_asksTheIdentityService() {
        BasicCredentials credentials = new BasicCredentials()
                .withAk(HuaweiImsSimulator.ACCESS_KEY)
                .withSk(HuaweiImsSimulator.SECRET_KEY)
                .withIamEndpoint(endpoint());
        ImsClient client = ImsClient.newBuilder()
                .withCredential(credentials)
                .withRegion(new Region(HuaweiImsSimulator.REGION, endpoint()))
                .build();

        assertThat(copy(client)).isEqualTo(ims.copies().get(0).jobId());
        assertThat(ims.arrivals("listProjects")).isEqualTo(1);
    }

    @Test
    void copy_withAWrongSecret_isRefusedByTheGateway() {
        ImsClient client = client("not-the-secret");

        ServiceResponseException refused = catchThrowableOfType(ServiceResponseException.class, () -> copy(client));

        assertThat(refused.getHttpStatusCode()).isEqualTo(401);
        assertThat(refused.getErrorCode()).isEqualTo("APIGW.0301");
        assertThat(refused.getRequestId()).isNotBlank();
        assertThat(ims.copies()).isEmpty();
    }

    @Test
    void copy_whenTheServiceRefuses_isReadAsItsError() {
        ImsClient client = client(HuaweiImsSimulator.SECRET_KEY);
        ims.failNext(HuaweiImsSimulator.error("IMG.0060", "Too many tasks."));

        ServiceResponseException refused = catchThrowableOfType(ServiceResponseException.class, () -> copy(client));

        assertThat(refused.getHttpStatusCode()).isEqualTo(400);
        assertThat(refused.getErrorCode()).isEqualTo("IMG.0060");
        assertThat(refused.getErrorMsg()).isEqualTo("Too many tasks.");
    }

    private static String copy(ImsClient client) {
        return client.copyImageInRegion(new CopyImageInRegionRequest()
                        .withImageId(HuaweiImsSimulator.SOURCE_IMAGE)
                        .withBody(body -> body.withName("copy of golden – 金").withDescription("as it is")))
                .getJobId();
    }

    private ImsClient client(String secretKey) {
        return client(new BasicCredentials()
                .withAk(HuaweiImsSimulator.ACCESS_KEY)
                .withSk(secretKey)
                .withProjectId(HuaweiImsSimulator.PROJECT_ID));
    }

    private ImsClient client(BasicCredentials credentials) {
        return ImsClient.newBuilder()
                .withCredential(credentials)
                .withEndpoints(List.of(endpoint()))
                .build();
    }

    /** Without the slash at the end, which the vendor's client would double. */
    private String endpoint() {
        String address = server.endpoint().toString();
        return address.substring(0, address.length() - 1);
    }
}
