package dev.imagecopy.benchmarks.vendors;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import yandex.cloud.api.clouddesktop.v1.DesktopImageServiceGrpc;
import yandex.cloud.api.clouddesktop.v1.DesktopImageServiceOuterClass.CopyDesktopImageMetadata;
import yandex.cloud.api.clouddesktop.v1.DesktopImageServiceOuterClass.CopyDesktopImageRequest;
import yandex.cloud.api.operation.OperationOuterClass.Operation;
import yandex.cloud.api.operation.OperationServiceGrpc;
import yandex.cloud.api.operation.OperationServiceOuterClass.GetOperationRequest;

/**
 * Cloud Desktop over gRPC, as far as the contender goes: copies that never finish, answered as fast as can be, with the
 * content of the other contenders' stub server. Calls without a bearer token are refused.
 */
public final class YandexStubServer implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Timestamp TIME =
            Timestamp.newBuilder().setSeconds(1_795_255_200L).build();

    private final AtomicLong copies = new AtomicLong();
    private final Server server;

    private YandexStubServer() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .directExecutor()
                .addService(ServerInterceptors.intercept(new Images(), new Bearer()))
                .addService(ServerInterceptors.intercept(new Operations(), new Bearer()))
                .build()
                .start();
    }

    /**
     * Starts a server on a free loopback port.
     *
     * @return the server
     * @throws IOException if there is no port
     */
    public static YandexStubServer start() throws IOException {
        return new YandexStubServer();
    }

    /**
     * Runs a server until standard input ends; prints its address.
     *
     * @param arguments none
     * @throws IOException if there is no port
     */
    public static void main(String[] arguments) throws IOException {
        try (YandexStubServer server = start()) {
            System.out.println(server.address());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * Returns where the server listens.
     *
     * @return for example {@code http://127.0.0.1:41234}
     */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /**
     * Counts the copies.
     *
     * @return how many were asked for
     */
    public long copies() {
        return copies.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static Operation running(String id) {
        return Operation.newBuilder()
                .setId(id)
                .setDescription("Copy image")
                .setCreatedAt(TIME)
                .setCreatedBy("ajeb2b3c4d5e6f7g8h9i")
                .setModifiedAt(TIME)
                .setMetadata(Any.pack(CopyDesktopImageMetadata.newBuilder()
                        .setImageId("fd8copy")
                        .build()))
                .build();
    }

    private final class Images extends DesktopImageServiceGrpc.DesktopImageServiceImplBase {
        @Override
        public void copy(CopyDesktopImageRequest request, StreamObserver<Operation> answer) {
            answer.onNext(running("fv4" + copies.incrementAndGet()));
            answer.onCompleted();
        }
    }

    private static final class Operations extends OperationServiceGrpc.OperationServiceImplBase {
        @Override
        public void get(GetOperationRequest request, StreamObserver<Operation> answer) {
            answer.onNext(running(request.getOperationId()));
            answer.onCompleted();
        }
    }

    private static final class Bearer implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String authorization = headers.get(AUTHORIZATION);
            if (authorization == null || !authorization.startsWith("Bearer ")) {
                call.close(Status.UNAUTHENTICATED.withDescription("no token"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }
}
