package dev.imagecopy.benchmarks.secure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureStubServerTest {
    @TempDir
    private Path folder;

    private SecureStubServer server;
    private OkHttpClient client;

    @BeforeEach
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = folder.resolve("keys");
        server = SecureStubServer.start(keys);
        client = trusting(keys);
    }

    @AfterEach
    void stop() {
        client.connectionPool().evictAll();
        server.close();
    }

    @Test
    void answers_comeOverHttp2_whereTheClientOffersIt() throws IOException {
        try (Response response = client.newCall(poll()).execute()) {
            assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
            assertThat(response.body().string()).contains("\"id\":\"fv4\"", "\"done\":false");
        }
    }

    @Test
    void answers_comeOverHttp1_whereTheClientOffersNothingElse() throws IOException {
        OkHttpClient old =
                client.newBuilder().protocols(List.of(Protocol.HTTP_1_1)).build();

        try (Response response = old.newCall(poll()).execute()) {
            assertThat(response.protocol()).isEqualTo(Protocol.HTTP_1_1);
            assertThat(response.code()).isEqualTo(200);
        }
    }

    private Request poll() {
        return new Request.Builder().url(server.address() + "/operations/fv4").build();
    }

    private static OkHttpClient trusting(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "benchmark".toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        TrustManager[] trust = managers.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust[0])
                .build();
    }
}
