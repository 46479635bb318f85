package dev.imagecopy.cli.clients;

import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import java.util.Locale;
import java.util.stream.Stream;

/** Files and folders of an image store: their paths are their ids, their kinds what others call a status. */
record StoreContent(ServiceFabricClient client) implements CloudImages {

    @Override
    public Stream<ImageRow> list(ImageFilter filter) {
        return client.listContent(filter.path())
                .map(entry -> new ImageRow(
                        entry.path(),
                        entry.path().replaceFirst("^.*[\\\\/]", ""),
                        entry.kind().name().toLowerCase(Locale.ROOT),
                        entry.sizeBytes(),
                        entry.modifiedAt()))
                .filter(row -> filter.name().map(row.name()::equals).orElse(true));
    }

    @Override
    public Deletion deletion(String id) {
        if (ImageStorePath.of(id).isReserved()) {
            throw new IllegalArgumentException("What is in Store and WindowsFabricStore belongs to the cluster");
        }
        return () -> client.deleteContent(id);
    }
}
