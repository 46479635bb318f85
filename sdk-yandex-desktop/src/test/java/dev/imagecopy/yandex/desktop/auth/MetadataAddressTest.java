package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://user:canary@169.254.169.254/, base must not contain user info",
        "http://canary.example:99999/, base must have a port from 1 to 65535",
        "http://canary_example/, underscore",
        "canary:8443, base must be an absolute http address with a host: http:// is missing",
        "http://169.254.169.254/?canary, base must be an http address",
        "http://169.254.169.254/#canary, base must be an http address"
    })
    void metadataService_atAnAddressThatCannotBeUsed_isRefusedWithTheReason(String address, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YandexCredentials.metadataService(URI.create(address)))
                .withMessageContaining(reason)
                .withMessageNotContaining("canary");
    }
}
