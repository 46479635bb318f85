package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.SecretForms;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.util.stream.Stream;

record YandexImages(YandexDesktopClient client, String folder) implements CloudImages {

    @Override
    public Stream<ImageRow> list(ImageFilter filter) {
        if (folder.isEmpty()) {
            throw new UsageException("folderId: is required to list images of Yandex Cloud");
        }
        YandexImageQuery.Builder query = YandexImageQuery.builder().folderId(folder);
        filter.name().ifPresent(query::name);
        return client.listImages(query.build())
                .map(image -> new ImageRow(
                        image.id(), image.name().orElse(""), image.status(), image.sizeBytes(), image.createdAt()));
    }

    @Override
    public Deletion deletion(String id) {
        String checked = SecretForms.requireId("imageId", id);
        return () -> client.deleteImage(checked).await(GONE_WITHIN);
    }
}
