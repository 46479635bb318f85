package dev.imagecopy.benchmarks.vendors;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.ims.v2.ImsClient;
import com.huaweicloud.sdk.ims.v2.model.CopyImageInRegionRequest;
import com.huaweicloud.sdk.ims.v2.model.ShowJobProgressRequest;
import com.huaweicloud.sdk.ims.v2.model.ShowJobProgressResponse;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import java.net.URI;
import java.util.List;

/** {@code huaweicloud-sdk-ims} with its default settings. */
public final class HuaweiSdkContender implements Contender {
    private ImsClient client;

    @Override
    public void open(Cloud cloud, URI endpoint) {
        if (cloud != Cloud.HUAWEI) {
            throw new UnsupportedOperationException(cloud.name());
        }
        client = ImsClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(ACCESS_KEY)
                        .withSk(SECRET_KEY)
                        .withProjectId(PROJECT))
                .withEndpoints(List.of("http://" + endpoint.getRawAuthority()))
                .build();
    }

    @Override
    public Object copy() {
        String job = client.copyImageInRegion(new CopyImageInRegionRequest()
                        .withImageId(IMAGE)
                        .withBody(body -> body.withName("golden-2026-11")))
                .getJobId();
        if (job == null) {
            throw new IllegalStateException("the answer names no job");
        }
        return job;
    }

    @Override
    public void poll(Object copy) {
        ShowJobProgressResponse.StatusEnum status = client.showJobProgress(
                        new ShowJobProgressRequest().withJobId((String) copy))
                .getStatus();
        if (status != ShowJobProgressResponse.StatusEnum.RUNNING) {
            throw new IllegalStateException("the copy is not under way: " + status);
        }
    }
}
