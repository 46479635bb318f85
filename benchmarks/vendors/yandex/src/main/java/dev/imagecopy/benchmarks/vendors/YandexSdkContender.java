package dev.imagecopy.benchmarks.vendors;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.net.URI;
import yandex.cloud.api.clouddesktop.v1.DesktopImageServiceGrpc;
import yandex.cloud.api.clouddesktop.v1.DesktopImageServiceGrpc.DesktopImageServiceBlockingStub;
import yandex.cloud.api.clouddesktop.v1.DesktopImageServiceOuterClass.CopyDesktopImageRequest;
import yandex.cloud.api.operation.OperationOuterClass.Operation;
import yandex.cloud.api.operation.OperationServiceGrpc;
import yandex.cloud.api.operation.OperationServiceGrpc.OperationServiceBlockingStub;
import yandex.cloud.api.operation.OperationServiceOuterClass.GetOperationRequest;
import yandex.cloud.sdk.ServiceFactory;
import yandex.cloud.sdk.auth.Auth;

/**
 * {@code java-sdk-services}, Yandex's SDK, which speaks gRPC: its server is {@link YandexStubServer}. With default settings,
 * but for a channel of its own, since the SDK has no entry for Cloud Desktop and would refuse to make one.
 */
public final class YandexSdkContender implements Contender {
    private DesktopImageServiceBlockingStub images;
    private OperationServiceBlockingStub operations;

    @Override
    public void open(Cloud cloud, URI endpoint) {
        if (cloud != Cloud.YANDEX) {
            throw new UnsupportedOperationException(cloud.name());
        }
        ManagedChannel channel = ManagedChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
                .usePlaintext()
                .build();
        ServiceFactory factory = ServiceFactory.builder()
                .credentialProvider(Auth.iamTokenBuilder().token(ACCESS_KEY))
                .build();
        images = factory.create(channel, DesktopImageServiceGrpc::newBlockingStub);
        operations = factory.create(channel, OperationServiceGrpc::newBlockingStub);
    }

    @Override
    public Object copy() {
        Operation operation = images.copy(CopyDesktopImageRequest.newBuilder()
                .setFolderId(PROJECT)
                .setName("golden-2026-11")
                .setImageId(IMAGE)
                .build());
        if (operation.getId().isEmpty()) {
            throw new IllegalStateException("the answer names no operation");
        }
        return operation.getId();
    }

    @Override
    public void poll(Object copy) {
        Operation operation = operations.get(
                GetOperationRequest.newBuilder().setOperationId((String) copy).build());
        if (operation.getDone()) {
            throw new IllegalStateException("the copy is not under way: " + operation.getId());
        }
    }
}
