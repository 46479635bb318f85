package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a metadata service says of the end of a key, the key is used, and not asked for before every call. */
class OddExpiryTest {
    private static final int READS = 5;

    private final ManualTimeSource time = new ManualTimeSource();
    private final AtomicInteger keys = new AtomicInteger();

    private FakeTransport answering(String path, String key) {
        return new FakeTransport(time).otherwise(request -> {
            if (request.uri().getPath().equals(path)) {
                keys.incrementAndGet();
                return answer(key);
            }
            return answer(other(request));
        });
    }

    private static String other(HttpRequest request) {
        String path = request.uri().getPath();
        return path.endsWith("/api/token")
                ? "session"
                : path.endsWith("/security-credentials/")
                        ? "role"
                        : "{\"Images\":{\"Image\":[]},\"images\":[],\"desktopImages\":[]}";
    }

    private static HttpResponse answer(String body) {
        boolean json = body.startsWith("{");
        return new HttpResponse(
                200,
                HttpHeaders.builder()
                        .add("Content-Type", json ? "application/json" : "text/plain")
                        .add("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
                        .build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String member(String name, String value) {
        return value.isEmpty() ? "" : ",\"" + name + "\":" + value;
    }

    /** The first read fetches the key, without blocking; every other one is a blocking one. */
    private static <T> List<T> read(int number, Supplier<List<T>> blocking, Supplier<CompletableFuture<List<T>>> async)
            throws Exception {
        return number % 2 == 0 ? async.get().get(60, TimeUnit.SECONDS) : blocking.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"\"",
                "\"2020-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59Z\"",
                "\"1767229200\"",
                "1767229200",
                "1767229200000",
                "-1",
                "\"2026-01-01T01:00:00.123456789Z\"",
                "\"2026-01-01T09:00:00+08:00\"",
                "\"2026-01-01 01:00:00\"",
                "\"soon\"",
                "{}",
            })
    void alibabaAndHuawei_whenTheEndIsOdd_useTheKey(String end) throws Exception {
        String alibaba =
                "{\"Code\":\"Success\",\"AccessKeyId\":\"STS.a\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\""
                        + member("Expiration", end) + "}";
        try (AlibabaEcsClient client = Clouds.alibaba(time)
                .transport(answering("/latest/meta-data/ram/security-credentials/role", alibaba))
                .credentials(AlibabaCredentialsProviders.ecsRole(Optional.empty()))
                .build()) {
            for (int i = 0; i < READS; i++) {
                AlibabaImageQuery all = AlibabaImageQuery.builder().build();
                assertThat(read(i, () -> client.listImages(all).toList(), () -> client.listImagesAsync(all)))
                        .isEmpty();
            }
        }
        assertThat(keys.getAndSet(0)).isEqualTo(1);

        String huawei = "{\"credential\":{\"access\":\"a\",\"secret\":\"s\",\"securitytoken\":\"t\""
                + member("expires_at", end) + "}}";
        try (HuaweiImsClient client = Clouds.huawei(time)
                .transport(answering("/openstack/latest/securitykey", huawei))
                .credentials(HuaweiCredentialsProviders.instanceMetadata())
                .build()) {
            for (int i = 0; i < READS; i++) {
                HuaweiImageQuery all = HuaweiImageQuery.builder().build();
                assertThat(read(i, () -> client.listImages(all).toList(), () -> client.listImagesAsync(all)))
                        .isEmpty();
            }
        }
        assertThat(keys).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "0", "-1", "\"3600\"", "3600.5", "1e18", "9223372036854775807", "\"an hour\"", "{}"})
    void yandex_whenTheLifeIsOdd_usesTheToken(String life) throws Exception {
        String token = "{\"token_type\":\"Bearer\",\"access_token\":\"t1.token\"" + member("expires_in", life) + "}";
        try (YandexDesktopClient client = Clouds.yandex(time)
                .transport(answering("/computeMetadata/v1/instance/service-accounts/default/token", token))
                .credentials(YandexCredentials.metadataService(URI.create("http://169.254.169.254/")))
                .build()) {
            for (int i = 0; i < READS; i++) {
                YandexImageQuery all =
                        YandexImageQuery.builder().folderId("folder").build();
                assertThat(read(i, () -> client.listImages(all).toList(), () -> client.listImagesAsync(all)))
                        .isEmpty();
            }
        }
        assertThat(keys).hasValue(1);
    }
}
