package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.util.concurrent.CompletableFuture;

/** Copies a folder inside a cluster's image store. */
public final class ServiceFabricDemo implements ProviderDemo<CopiedContent> {
    private static final String SOURCE = ServiceFabricSimulator.SOURCE_FOLDER;

    private final ServiceFabricSimulator simulator =
            ServiceFabricSimulator.start().secured();
    private final ServiceFabricClient client;

    public ServiceFabricDemo(DemoSettings settings) {
        simulator.script(settings.timeline(0, 5));
        client = ServiceFabricClient.builder()
                .endpoint(simulator.endpoint())
                .credentials(ServiceFabricCredentials.bearer(settings.secret(ServiceFabricSimulator.ADMIN_TOKEN)))
                .pollPolicy(settings.pollPolicy())
                .build();
    }

    @Override
    public String provider() {
        return "Azure Service Fabric";
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public CompletableFuture<Operation<CopiedContent>> startCopy() {
        return client.copyImageAsync(CopyImageStoreContentRequest.builder()
                .remoteSource(SOURCE)
                .remoteDestination("CalcApp\\v2")
                .build());
    }

    @Override
    public String destination(CopiedContent copy) {
        return copy.destination();
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}
