package dev.imagecopy.cli.clients;

import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiDeleteImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.stream.Stream;

record HuaweiImages(HuaweiImsClient client) implements CloudImages {
    private static final String PRIVATE = "private";

    @Override
    public Stream<ImageRow> list(ImageFilter filter) {
        HuaweiImageQuery.Builder query = HuaweiImageQuery.builder().imageType(PRIVATE);
        filter.name().ifPresent(query::name);
        return client.listImages(query.build())
                .map(image ->
                        new ImageRow(image.id(), image.name(), image.status(), image.sizeBytes(), image.createdAt()));
    }

    @Override
    public Deletion deletion(String id) {
        HuaweiDeleteImageRequest request =
                HuaweiDeleteImageRequest.builder().imageId(id).build();
        return () -> client.deleteImageUntilGone(request).await(GONE_WITHIN);
    }
}
