package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address means the same whatever address was used before. */
class WireFormatTest {
    private final WireFormat used = new WireFormat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cloud.test/",
                "http://cloud.test",
                "http://cloud.test?a=b",
                "http://cloud.test/a//b/?x=%2B+&y",
                "http://cloud.test//other.test/a",
                "http://cloud.test//",
                "http://cloud.test/http://other.test/",
                "http://cloud.test/a/../b",
                "http://cloud.test/%2e%2e/b",
                "http://cloud.test/?a='b'",
                "http://cloud.test/a#b",
                "http://cloud.test/#",
                "http://cloud.test:80/a",
                "http://cloud.test:8080/a",
                "http://cloud.test.other.test/a",
                "http://cloud.test@other.test/a",
                "http://user@cloud.test/a",
                "http://CLOUD.test/a",
                "https://cloud.test/a",
                "http://[::1]:81/a?b",
                "ftp://cloud.test/"
            })
    void request_whenTheServerIsKnown_meansTheSameAsWhenItIsNot(String address) {
        used.request(Requests.get(URI.create("http://cloud.test/v1/images?limit=1")));

        assertThat(meaning(used, address)).isEqualTo(meaning(new WireFormat(), address));
        assertThat(meaning(used, address)).isEqualTo(meaning(new WireFormat(), address));
    }

    @Test
    void request_whenAskedForAgain_needNotTakeTheAddressApart() {
        URI address = URI.create("http://cloud.test/v1/images?limit=1");

        assertThat(used.request(Requests.get(address)).url())
                .isSameAs(used.request(Requests.get(address)).url());
    }

    @Test
    void request_whenAskedForManyAddresses_meansEachOfThem() {
        for (int i = 0; i < 1000; i++) {
            String address = "http://cloud.test/" + i % 300;
            assertThat(meaning(used, address)).isEqualTo(address);
        }
    }

    private static String meaning(WireFormat format, String address) {
        try {
            return format.request(Requests.get(URI.create(address))).url().toString();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
