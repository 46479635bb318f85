package dev.imagecopy.benchmarks.vendors;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.CopyImageRequest;
import com.aliyun.ecs20140526.models.DescribeImagesRequest;
import com.aliyun.teaopenapi.models.Config;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import java.net.URI;
import java.util.Objects;

/** {@code ecs20140526}, Alibaba's SDK on Tea, with its default settings. */
public final class AlibabaTeaContender implements Contender {
    private static final String STATUSES = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated";

    private Client client;

    @Override
    public void open(Cloud cloud, URI endpoint) throws Exception {
        if (cloud != Cloud.ALIBABA) {
            throw new UnsupportedOperationException(cloud.name());
        }
        client = new Client(new Config()
                .setAccessKeyId(ACCESS_KEY)
                .setAccessKeySecret(SECRET_KEY)
                .setEndpoint(endpoint.getRawAuthority())
                .setProtocol("http"));
    }

    @Override
    public Object copy() throws Exception {
        return Objects.requireNonNull(
                client.copyImage(new CopyImageRequest()
                                .setRegionId(REGION)
                                .setImageId(IMAGE)
                                .setDestinationRegionId(REGION)
                                .setDestinationImageName("golden-2026-11"))
                        .getBody()
                        .getImageId(),
                "the answer names no image");
    }

    @Override
    public void poll(Object copy) throws Exception {
        String status = client.describeImages(new DescribeImagesRequest()
                        .setRegionId(REGION)
                        .setImageId((String) copy)
                        .setStatus(STATUSES)
                        .setPageSize(100)
                        .setPageNumber(1))
                .getBody()
                .getImages()
                .getImage()
                .get(0)
                .getStatus();
        if (!status.equals("Creating")) {
            throw new IllegalStateException("the copy is not under way: " + status);
        }
    }
}
