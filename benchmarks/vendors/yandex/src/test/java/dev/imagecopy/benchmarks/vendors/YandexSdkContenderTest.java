package dev.imagecopy.benchmarks.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.net.URI;
import org.junit.jupiter.api.Test;

class YandexSdkContenderTest {
    private final YandexSdkContender contender = new YandexSdkContender();

    @Test
    void copyAndPoll_atTheStubServer_areAccepted() throws Exception {
        try (YandexStubServer server = YandexStubServer.start()) {
            contender.open(Cloud.YANDEX, server.address());

            Object copy = contender.copy();
            contender.poll(copy);

            assertThat(copy).isEqualTo("fv41");
            assertThat(server.copies()).isEqualTo(1);
        }
    }

    @Test
    void open_forAnotherCloud_isRefused() {
        assertThatThrownBy(() -> contender.open(Cloud.HUAWEI, URI.create("http://127.0.0.1:1")))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
