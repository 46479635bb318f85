package dev.imagecopy.cli.clients;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaDeleteImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import java.util.stream.Stream;

record AlibabaImages(AlibabaEcsClient client, String region) implements CloudImages {

    @Override
    public Stream<ImageRow> list(ImageFilter filter) {
        AlibabaImageQuery.Builder query =
                AlibabaImageQuery.builder().region(region).ownerAlias("self");
        filter.name().ifPresent(query::name);
        return client.listImages(query.build())
                .map(image -> new ImageRow(
                        image.id(), image.name().orElse(""), image.status(), image.sizeBytes(), image.createdAt()));
    }

    @Override
    public Deletion deletion(String id) {
        AlibabaDeleteImageRequest request =
                AlibabaDeleteImageRequest.builder().region(region).imageId(id).build();
        return () -> client.deleteImage(request);
    }
}
