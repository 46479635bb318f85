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
    private static final String TOKEN = "simulator-bearer-token";
    private static final String SOURCE = "CalcApp\\v1";

    private final ServiceFabricSimulator simulator = ServiceFabricSimulator.start();
    private final ServiceFabricClient client;

    public ServiceFabricDemo(DemoSettings settings) {
        simulator.acceptBearer(TOKEN);
        simulator.addFolder(SOURCE, "ApplicationManifest.xml", "CalcService\\Code\\calc.exe");
        simulator.script(settings.timeline(0, 5));
        client = ServiceFabricClient.builder()
                .endpoint(simulator.endpoint())
                .credentials(ServiceFabricCredentials.bearer(settings.secret(TOKEN)))
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
