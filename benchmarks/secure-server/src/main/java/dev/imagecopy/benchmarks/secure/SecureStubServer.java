package dev.imagecopy.benchmarks.secure;

import dev.imagecopy.benchmarks.server.Arrivals;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/**
 * The stub server over TLS, with HTTP/2 for clients that offer it and HTTP/1.1 for the others. As a program it is given a file for
 * its key, which clients take as their trust store; it prints its address and ends with its standard input.
 */
public final class SecureStubServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int THREADS = 2;
    /** More than there are threads in any phase. */
    private static final int STREAMS = 1000;

    private final HttpAsyncServer server;
    private final int port;

    private SecureStubServer(HttpAsyncServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server on a free loopback port.
     *
     * @param keyFile where its key and certificate are put
     * @return the server
     * @throws IOException if there is no port or no certificate
     * @throws InterruptedException if the calling thread is interrupted
     */
    public static SecureStubServer start(Path keyFile) throws IOException, InterruptedException {
        SelfSigned.write(keyFile);
        StubHandler handler = new StubHandler(new Arrivals());
        try {
            HttpAsyncServer server = H2ServerBootstrap.bootstrap()
                    .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                    .setH2Config(H2Config.custom()
                            .setMaxConcurrentStreams(STREAMS)
                            .setPushEnabled(false)
                            .build())
                    .setIOReactorConfig(IOReactorConfig.custom()
                            .setIoThreadCount(THREADS)
                            .setBacklogSize(BACKLOG)
                            .setTcpNoDelay(true)
                            .build())
                    .setTlsStrategy(new H2ServerTlsStrategy(SelfSigned.context(keyFile)))
                    .setRequestRouter((request, context) -> () -> new BasicServerExchangeHandler<>(handler))
                    .create();
            server.start();
            InetSocketAddress any = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            InetSocketAddress bound = (InetSocketAddress)
                    server.listen(any, URIScheme.HTTPS).get().getAddress();
            return new SecureStubServer(server, bound.getPort());
        } catch (GeneralSecurityException | ExecutionException e) {
            throw new IOException("the server does not start", e);
        }
    }

    /**
     * Runs a server until standard input ends.
     *
     * @param arguments the file for its key
     * @throws IOException if there is no port or no certificate
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (SecureStubServer server = start(Path.of(arguments[0]))) {
            System.out.println(server.address());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * Returns where the server listens.
     *
     * @return for example {@code https://127.0.0.1:41234}
     */
    public String address() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
