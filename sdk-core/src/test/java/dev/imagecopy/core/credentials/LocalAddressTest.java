package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressTest {

    @Tag("FAULT-97")
    @ParameterizedTest
    @CsvSource({
        "http://localhost/, true, false",
        "http://LOCALHOST:80/, true, false",
        "http://127.0.0.1/, true, false",
        "http://127.1.2.3:8080/, true, false",
        "http://[::1]/, true, false",
        "http://169.254.169.254/, false, true",
        "http://[fe80::1]/, false, true",
        "http://[FEBF::1]/, false, true",
        "http://[fec0::1]/, false, false",
        "http://[fe8::1]/, false, false",
        "http://127.0.0.1.example.com/, false, false",
        "http://127.example.com/, false, false",
        "http://169.254.example.com/, false, false",
        "http://localhost.example.com/, false, false",
        "http://10.0.0.1/, false, false",
        "http://127.1.1/, false, false",
        "http://127.0.0.0.1/, false, false",
        "http://127.0.0.256/, false, false",
        "http://127.0.0./, false, false",
        "http://127.0.0.0001/, false, false",
        "mailto:somebody, false, false",
    })
    void host_isNearOnlyIfItIsAnAddressOrLocalhost(URI uri, boolean loopback, boolean linkLocal) {
        assertThat(LocalAddress.isLoopback(uri.getHost())).isEqualTo(loopback);
        assertThat(LocalAddress.isLinkLocal(uri.getHost())).isEqualTo(linkLocal);
    }

    @ParameterizedTest
    @CsvSource({
        "https://agent.example/, true",
        "http://127.0.0.1:8080/, true",
        "HTTP://169.254.169.254/, true",
        "http://agent.example/, false",
        "http://127.attacker.example/, false",
        "http://169.254.attacker.example/, false",
        "ftp://127.0.0.1/, false",
        "https:///, false",
    })
    void isProtected_isHttpsOrNear(URI uri, boolean expected) {
        assertThat(LocalAddress.isProtected(uri)).isEqualTo(expected);
    }
}
