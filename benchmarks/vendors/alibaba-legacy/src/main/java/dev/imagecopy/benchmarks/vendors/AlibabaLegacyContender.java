package dev.imagecopy.benchmarks.vendors;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.ecs.model.v20140526.CopyImageRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeImagesRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.profile.DefaultProfile;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import java.net.URI;
import java.util.Objects;

/** {@code aliyun-java-sdk-ecs}, Alibaba's older SDK, with its default settings. */
public final class AlibabaLegacyContender implements Contender {
    private static final String STATUSES = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated";

    private DefaultAcsClient client;
    private String endpoint;

    @Override
    public void open(Cloud cloud, URI address) {
        if (cloud != Cloud.ALIBABA) {
            throw new UnsupportedOperationException(cloud.name());
        }
        endpoint = address.getRawAuthority();
        client = new DefaultAcsClient(DefaultProfile.getProfile(REGION, ACCESS_KEY, SECRET_KEY));
    }

    @Override
    public Object copy() throws ClientException {
        CopyImageRequest request = new CopyImageRequest();
        request.setSysEndpoint(endpoint);
        request.setSysRegionId(REGION);
        request.setImageId(IMAGE);
        request.setDestinationRegionId(REGION);
        request.setDestinationImageName("golden-2026-11");
        return Objects.requireNonNull(client.getAcsResponse(request).getImageId(), "the answer names no image");
    }

    @Override
    public void poll(Object copy) throws ClientException {
        DescribeImagesRequest request = new DescribeImagesRequest();
        request.setSysEndpoint(endpoint);
        request.setSysRegionId(REGION);
        request.setImageId((String) copy);
        request.setStatus(STATUSES);
        request.setPageSize(100);
        request.setPageNumber(1);
        String status = client.getAcsResponse(request).getImages().get(0).getStatus();
        if (!status.equals("Creating")) {
            throw new IllegalStateException("the copy is not under way: " + status);
        }
    }
}
