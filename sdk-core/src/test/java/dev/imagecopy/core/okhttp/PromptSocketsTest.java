package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptSocketsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private enum Factory {
        UNCONNECTED {
            @Override
            Socket create(SocketFactory factory, int port) throws IOException {
                return factory.createSocket();
            }
        },
        HOST {
            @Override
            Socket create(SocketFactory factory, int port) throws IOException {
                return factory.createSocket(LOOPBACK.getHostAddress(), port);
            }
        },
        HOST_FROM {
            @Override
            Socket create(SocketFactory factory, int port) throws IOException {
                return factory.createSocket(LOOPBACK.getHostAddress(), port, LOOPBACK, 0);
            }
        },
        ADDRESS {
            @Override
            Socket create(SocketFactory factory, int port) throws IOException {
                return factory.createSocket(LOOPBACK, port);
            }
        },
        ADDRESS_FROM {
            @Override
            Socket create(SocketFactory factory, int port) throws IOException {
                return factory.createSocket(LOOPBACK, port, LOOPBACK, 0);
            }
        };

        abstract Socket create(SocketFactory factory, int port) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Factory.class)
    void everySocket_sendsAtOnce(Factory factory) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                Socket socket = factory.create(new PromptSockets(), server.getLocalPort())) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void transportWithItsOwnConnections_sendsAtOnce() {
        try (HardenedClient client = HardenedClient.create(TIMEOUT, TIMEOUT)) {
            assertThat(client)
                    .extracting("client", as(type(OkHttpClient.class)))
                    .extracting(OkHttpClient::socketFactory)
                    .isInstanceOf(PromptSockets.class);
        }
    }

    @Test
    void borrowedClient_keepsItsOwnSockets() {
        OkHttpClient borrowed = new OkHttpClient();

        try (HardenedClient client = HardenedClient.over(borrowed)) {
            assertThat(client)
                    .extracting("client", as(type(OkHttpClient.class)))
                    .extracting(OkHttpClient::socketFactory)
                    .isSameAs(borrowed.socketFactory());
        }
    }
}
