package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clocks.SkewedCloud.Mode;
import dev.imagecopy.verification.clocks.TokenSources.Reader;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata services that a client was told to use may be slow, down for a moment, or old. */
class MetadataServicesTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path folder;

    private Reader open(String source) {
        return new TokenSources(time, folder, Duration.ZERO).open(source);
    }

    private static List<?> read(Reader reader, Mode mode) throws Exception {
        return mode == Mode.SYNC
                ? reader.blocking().get()
                : reader.async().get().get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "Alibaba instance, metadata, SYNC", "Alibaba instance, metadata, ASYNC",
        "Huawei instance, metadataToken, SYNC", "Huawei instance, metadataKey, ASYNC",
        "Yandex machine, metadataToken, SYNC", "Yandex machine, metadataToken, ASYNC"
    })
    void credentials_whenTheServiceAnswersSlowly_come(String source, String call, Mode mode) throws Exception {
        try (Reader reader = open(source)) {
            reader.service()
                    .failNext(Fault.delayReply(Duration.ofSeconds(4)).on(call).times(3));

            assertThat(read(reader, mode)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Alibaba instance, metadata, SYNC", "Alibaba instance, metadata, ASYNC",
        "Huawei instance, metadataToken, SYNC", "Huawei instance, metadataKey, ASYNC",
        "Yandex machine, metadataToken, SYNC", "Yandex machine, metadataToken, ASYNC"
    })
    void credentials_whenTheServiceFailsOnce_come(String source, String call, Mode mode) throws Exception {
        try (Reader reader = open(source)) {
            if (reader.service() instanceof AlibabaEcsSimulator alibaba) {
                alibaba.setInstanceRole(AlibabaEcsSimulator.INSTANCE_ROLE, false);
            }
            reader.service().failNext(Fault.status(503).on(call));

            assertThat(read(reader, mode)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"403, SYNC", "403, ASYNC", "401, SYNC", "401, ASYNC"})
    void credentials_whenTheServiceRefusesTheTokenThatItGave_comeWithout(int status, Mode mode) throws Exception {
        try (Reader reader = open("Alibaba instance")) {
            ((AlibabaEcsSimulator) reader.service()).setInstanceRole(AlibabaEcsSimulator.INSTANCE_ROLE, false);
            reader.service().failNext(Fault.status(status).on("metadata").skipping(1));

            assertThat(read(reader, mode)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"403, SYNC", "403, ASYNC", "401, SYNC", "401, ASYNC"})
    void huawei_whenTheServiceRefusesTheTokenThatItGave_asksWithout(int status, Mode mode) throws Exception {
        FakeTransport transport = new FakeTransport(time)
                .otherwise(request -> switch (request.uri().getPath()) {
                    case "/meta-data/latest/api/token" -> answer(200, "session");
                    case "/openstack/latest/securitykey" ->
                        request.headers().first("X-Metadata-Token").isPresent()
                                ? answer(status, "")
                                : answer(
                                        200,
                                        "{\"credential\":{\"access\":\"a\",\"secret\":\"s\",\"securitytoken\":\"t\","
                                                + "\"expires_at\":\"2026-01-01T06:00:00Z\"}}");
                    default -> answer(200, "{\"images\":[]}");
                });
        try (HuaweiImsClient client = Clouds.huawei(time)
                .transport(transport)
                .callbackExecutor(Runnable::run)
                .credentials(HuaweiCredentialsProviders.instanceMetadata())
                .build()) {
            HuaweiImageQuery all = HuaweiImageQuery.builder().build();
            List<HuaweiImage> listed = mode == Mode.SYNC
                    ? client.listImages(all).toList()
                    : client.listImagesAsync(all).get(60, TimeUnit.SECONDS);

            assertThat(listed).isEmpty();
        }
        assertThat(transport.requests())
                .extracting(request -> request.uri().getPath())
                .containsExactly(
                        "/meta-data/latest/api/token",
                        "/openstack/latest/securitykey",
                        "/openstack/latest/securitykey",
                        "/v2/cloudimages");
    }

    @Test
    void yandex_whenTheServiceIsElsewhere_isAskedDirectlyAllTheSame() {
        AtomicBoolean direct = new AtomicBoolean();
        FakeTransport transport = new FakeTransport(time).otherwise(request -> {
            if (!request.uri().getHost().equals("192.168.7.7")) {
                return answer(200, "{\"desktopImages\":[]}");
            }
            direct.set(SendOrder.of(request).direct());
            return answer(200, "{\"access_token\":\"t1.token\",\"expires_in\":3600}");
        });
        try (YandexDesktopClient client = Clouds.yandex(time)
                .transport(transport)
                .credentials(YandexCredentials.metadataService(URI.create("http://192.168.7.7/")))
                .build()) {
            assertThat(client.listImages(
                            YandexImageQuery.builder().folderId("folder").build()))
                    .isEmpty();
        }
        assertThat(direct).isTrue();
    }

    private static HttpResponse answer(int status, String body) {
        HttpHeaders type = HttpHeaders.builder()
                .add("Content-Type", body.startsWith("{") ? "application/json" : "text/plain")
                .build();
        return new HttpResponse(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"404, SYNC", "405, ASYNC", "400, SYNC", "501, ASYNC"})
    void credentials_whenTheServiceKnowsTheFirstVersionOnly_comeWithout(int status, Mode mode) throws Exception {
        try (Reader reader = open("Alibaba instance")) {
            ((AlibabaEcsSimulator) reader.service()).setInstanceRole(AlibabaEcsSimulator.INSTANCE_ROLE, false);
            reader.service().failNext(Fault.status(status).on("metadata"));

            assertThat(read(reader, mode)).isNotNull();
        }
        try (Reader reader = open("Huawei instance")) {
            ((HuaweiImsSimulator) reader.service()).instance(true, false);

            assertThat(read(reader, mode)).isNotNull();
        }
    }
}
