package dev.imagecopy.verification.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A WireMock that stands alone loads the published mappings, all of them at once, and the four clients work against it. */
class PublishedMappingsTest {
    private static StandaloneWireMock pages;

    @BeforeAll
    static void start() throws Exception {
        pages = StandaloneWireMock.start();
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @Test
    void serviceFabric_copies() throws Exception {
        try (ServiceFabricClient client = ServiceFabricClient.builder()
                .endpoint(endpoint())
                .retryPolicy(RetryPolicy.none())
                .build()) {
            assertThat(client.copyImage(CopyImageStoreContentRequest.builder()
                                    .remoteSource("home")
                                    .remoteDestination("some/path")
                                    .pathSeparator(PathSeparator.SLASH)
                                    .build())
                            .await(Duration.ofMinutes(1))
                            .destination())
                    .isEqualTo("some/path");
            assertThatThrownBy(() -> client.listContent("errors/busy").toList()).isInstanceOf(ThrottledException.class);
        }
    }

    @Test
    void huawei_copies() {
        try (HuaweiImsClient client = HuaweiImsClient.builder()
                .endpoint(endpoint())
                .region("eu-west-101")
                .projectId("0123456789abcdef0123456789abcdef")
                .credentials(HuaweiCredentials.accessKey("FAKEAKFORTESTS000001", "fakeSkForTestsOnly01"))
                .retryPolicy(RetryPolicy.none())
                .build()) {
            assertThat(client.copyImage(huaweiCopy("ims_encrypted_copy3")).id())
                    .isEqualTo("edc89b490d7d4392898e19b2deb34797");
            assertThatThrownBy(() -> client.copyImage(huaweiCopy("answer-429"))).isInstanceOf(ThrottledException.class);
        }
    }

    @Test
    void yandex_copies() {
        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .endpoint(endpoint())
                .credentials(YandexCredentials.iamToken("t1.contract.token"))
                .retryPolicy(RetryPolicy.none())
                .build()) {
            assertThat(client.copyImage(YandexCopyImageRequest.builder()
                                    .folderId("b1gpage00000000000001")
                                    .name("golden")
                                    .imageId("fd8page00000000000001")
                                    .build())
                            .id())
                    .isEqualTo("fdopage");
        }
    }

    @Test
    void alibaba_copies() {
        try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                .endpoint(endpoint())
                .region("cn-qingdao")
                .credentials(AlibabaCredentials.accessKey("testid", "testsecret"))
                .retryPolicy(RetryPolicy.none())
                .build()) {
            assertThat(client.copyImage(alibabaCopy("m-281234567", "")).id()).isEqualTo("Img-231234567");
            assertThatThrownBy(() -> client.copyImage(alibabaCopy("m-1", "Throttling.User")))
                    .isInstanceOf(ThrottledException.class);
        }
    }

    private static URI endpoint() {
        return pages.endpoint();
    }

    private static HuaweiCopyImageRequest huaweiCopy(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId("465076de-dc36-4aec-80f5-ef9d8009428f")
                .name(name)
                .description("test copy")
                .cmkId("bd66288c-9081-460a-8227-4cbd0c814cb4")
                .build();
    }

    private static AlibabaCopyImageRequest alibabaCopy(String imageId, String name) {
        AlibabaCopyImageRequest.Builder copy =
                AlibabaCopyImageRequest.builder().imageId(imageId).targetRegion("cn-hangzhou");
        return name.isEmpty() ? copy.build() : copy.name(name).build();
    }
}
