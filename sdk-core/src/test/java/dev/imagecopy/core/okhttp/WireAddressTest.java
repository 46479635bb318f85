package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.spi.WireAddress;
import java.net.URI;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one writer of addresses writes them as OkHttp does. */
class WireAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://Gateway.EXAMPLE/Base/Path",
                "HTTP://LOCALHOST:08080/",
                "https://gateway.example./",
                "https://gateway.example:/v1",
                "https://10.0.0.1:8443/",
                "https://[::1]:8443/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::0001]/",
                "https://[::]/",
                "https://[0::0]/",
                "https://[1::]/",
                "https://[FE80::A9FE:a9fe]/",
                "https://[2001:db8:0:0:1:0:0:1]/",
                "https://[2001:db8:0:1:1:1:1:1]/",
                "https://[2001:0db8::0001:0:0:0]/",
                "https://[1:0:0:2:0:0:0:3]/",
                "https://[0:0:1:2:3:4:0:0]/",
                "https://[1:2:3:4:5:6:7::]/",
                "https://[::2:3:4:5:6:7:8]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[::ffff:0a00:1]:8443/",
                "https://[0:0:0:0:0:ffff:169.254.169.254]/",
                "https://[::10.0.0.1]/",
                "https://[64:ff9b::192.0.2.33]/"
            })
    void of_writesAnAddressAsOkHttpDoes(String written) {
        URI address = WireAddress.of(URI.create(written));

        assertThat(address.toString()).isEqualTo(HttpUrl.get(written).toString());
        assertThat(WireAddress.of(address)).isSameAs(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example",
                "https://gateway.example:443/v1?a=B#c",
                "https://[::1]",
                "https://[fe80::1%25Eth0]:8443/",
                "https://User@Gateway.example/",
                "https://under_Score.example/",
                "Mailto:me@gateway.example",
                "/Path"
            })
    void of_returnsWhatNeedsNoChangeOrHasNoHostAsItIs(String written) {
        URI address = URI.create(written);

        assertThat(WireAddress.of(address)).isSameAs(address);
    }
}
