package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code YC_ENDPOINT}, by which the vendor's tools choose an installation. */
class InstallationFromEnvironmentTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest
    @CsvSource({
        "api.cloud.yandex.net:443, clouddesktops.api.cloud.yandex.net",
        "api.yandexcloud.kz:443, clouddesktops.api.yandexcloud.kz",
        "api.yandexcloud.kz, clouddesktops.api.yandexcloud.kz",
        "https://api.yandexcloud.kz/, clouddesktops.api.yandexcloud.kz",
        "grpcs://API.yandexcloud.kz:443, clouddesktops.api.yandexcloud.kz",
        "'', clouddesktops.api.cloud.yandex.net"
    })
    void endpoint_ofAKnownInstallation_isActedOn(String endpoint, String host) {
        assertThat(askedHost(endpoint, builder -> builder)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api.canary.example:443", "localhost:1", "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.canary"
            })
    void endpoint_ofNone_isRefusedAndNotShown(String endpoint) {
        assertThatThrownBy(() -> askedHost(endpoint, builder -> builder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("YC_ENDPOINT names no installation that is known")
                .hasMessageNotContaining("canary");
    }

    @Test
    void endpoint_besideWhatTheBuilderWasTold_doesNotCount() {
        assertThat(askedHost("api.yandexcloud.kz", builder -> builder.installation(YandexInstallation.RUSSIA)))
                .isEqualTo("clouddesktops.api.cloud.yandex.net");
        assertThat(askedHost("other.example", builder -> builder.endpoint(URI.create("https://mine.example"))))
                .isEqualTo("mine.example");
    }

    private String askedHost(String endpoint, UnaryOperator<YandexDesktopClient.Builder> more) {
        FakeTransport fresh = new FakeTransport(time).answer(404, "{\"code\":5}");
        try (YandexDesktopClient client = more.apply(YandexDesktopClient.builder()
                        .environment(Map.of("YC_ENDPOINT", endpoint)::get)
                        .credentials(YandexCredentials.iamToken("t1.a.b"))
                        .transport(fresh)
                        .timeSource(time))
                .build()) {
            assertThat(client.findImage("fdv1")).isEmpty();
        }
        return fresh.requests().get(0).uri().getHost();
    }
}
