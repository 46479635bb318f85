package dev.imagecopy.verification.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy request as text is what a plain Jackson mapper writes of it, and its version. */
class RequestTextTest {
    private static final ObjectMapper PLAIN =
            new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());
    private static final TimeSource TIME = new ManualTimeSource();

    static Stream<Class<? extends CopyRequest>> requests() {
        return Stream.of(
                AlibabaCopyImageRequest.class,
                HuaweiCopyImageRequest.class,
                HuaweiCopyToRegionRequest.class,
                YandexCopyImageRequest.class,
                YandexCopyFromDesktopRequest.class,
                CopyImageStoreContentRequest.class);
    }

    private static CopyRequest sample(Class<? extends CopyRequest> type) {
        return type.cast(Samples.of(type));
    }

    private static ImageCopyClient<?, ?> client(Class<? extends CopyRequest> type) {
        String provider = type.getPackageName();
        return provider.contains("alibaba")
                ? Clouds.alibaba(TIME).build()
                : provider.contains("huawei")
                        ? Clouds.huawei(TIME).build()
                        : provider.contains("yandex")
                                ? Clouds.yandex(TIME).build()
                                : ServiceFabricClient.builder()
                                        .endpoint(URI.create("http://127.0.0.1:19080"))
                                        .build();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void text_isThatOfAPlainMapper_withAVersion(Class<? extends CopyRequest> type) throws IOException {
        try (ImageCopyClient<?, ?> client = client(type)) {
            StoredRequest written = client.copies().write(sample(type));

            ObjectNode expected = (ObjectNode) PLAIN.readTree(PLAIN.writeValueAsBytes(sample(type)));
            JsonNode actual = PLAIN.readTree(written.json());
            assertThat(actual.path("version").asInt()).isEqualTo(1);
            ((ObjectNode) actual).remove("version");
            assertThat(actual).isEqualTo(expected);
            assertThat(written.json()).doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void text_isReadBack(Class<? extends CopyRequest> type) {
        try (ImageCopyClient<?, ?> client = client(type)) {
            assertThat(client.copies().read(client.copies().write(sample(type))))
                    .isEqualTo(sample(type));
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void text_ofAPlainMapper_isReadWhenAVersionIsAdded(Class<? extends CopyRequest> type) throws IOException {
        try (ImageCopyClient<?, ?> client = client(type)) {
            String kind = client.copies().write(sample(type)).kind();
            ObjectNode plain = PLAIN.valueToTree(sample(type));
            plain.put("version", 1);

            assertThat(client.copies().read(new StoredRequest(kind, PLAIN.writeValueAsString(plain))))
                    .isEqualTo(sample(type));
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void text_ofAnotherKindOrVersion_orNone_isRefused(Class<? extends CopyRequest> type) {
        try (ImageCopyClient<?, ?> client = client(type)) {
            StoredRequest good = client.copies().write(sample(type));
            List<StoredRequest> bad = List.of(
                    new StoredRequest("delete-image", good.json()),
                    new StoredRequest(good.kind(), good.json().replace("\"version\":1", "\"version\":2")),
                    new StoredRequest(good.kind(), good.json().replace("\"version\":1,", "")),
                    new StoredRequest(good.kind(), "{\"version\":1}"),
                    new StoredRequest(good.kind(), "[]"),
                    new StoredRequest(good.kind(), "no JSON"));
            for (StoredRequest request : bad) {
                assertThatThrownBy(() -> client.copies().read(request)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
