package dev.imagecopy.verification.clocks;

import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import java.util.Map;

final class SkewedFabric extends SkewedCloud<CopyImageStoreContentRequest, CopiedContent> {
    private static final String FOLDER = Clouds.FABRIC_SOURCE;

    private final ServiceFabricSimulator simulator =
            ServiceFabricSimulator.inProcess(time).addFolder(FOLDER, "a", "b").aadMetadata(Map.of());
    private final ServiceFabricClient client =
            inProcess(Clouds.fabric(simulator, time)).build();

    @Override
    ServiceFabricSimulator simulator() {
        return simulator;
    }

    @Override
    ServiceFabricClient client() {
        return client;
    }

    @Override
    CopyImageStoreContentRequest request() {
        return Clouds.fabricCopy().build();
    }

    @Override
    void fill() {
        super.fill();
        call("listContent", () -> client.listContent("App").toList(), () -> client.listContentAsync("App"));
        call("walkContent", () -> client.walkContent("App", 10), () -> client.walkContentAsync("App", 10));
        call("verifyCopy", () -> client.verifyCopy(request()), () -> client.verifyCopyAsync(request()));
        call("preflight", () -> client.preflight(request()), () -> client.preflightAsync(request()));
        call("folderSize", () -> client.folderSize(FOLDER), () -> client.folderSizeAsync(FOLDER));
        call("storeInfo", client::storeInfo, client::storeInfoAsync);
        order("deleteContent", () -> client.deleteContent(FOLDER), () -> client.deleteContentAsync(FOLDER));
        call("aadMetadata", client::aadMetadata, client::aadMetadataAsync);
    }
}
