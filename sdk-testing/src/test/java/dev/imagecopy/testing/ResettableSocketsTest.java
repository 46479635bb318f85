package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ResettableSocketsTest {
    /** With it each response to a client that keeps its connection came 40 ms late. */
    @Test
    void accept_givesASocketThatDoesNotHoldBytesBack() throws IOException {
        try (ServerSocket server = new ResettableSockets().createServerSocket(0);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket served = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(served.getTcpNoDelay()).isTrue();
        }
    }
}
