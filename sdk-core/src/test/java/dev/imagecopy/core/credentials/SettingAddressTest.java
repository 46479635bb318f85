package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            https://canary.example/é/x       | must have a path and a query in ASCII: write other characters, and ' in a query, with %
            https://canary.example/x?a=中     | must have a path and a query in ASCII: write other characters, and ' in a query, with %
            https://canary.example/x?a='b'   | must have a path and a query in ASCII: write other characters, and ' in a query, with %
            https://canary.example/x/../y    | must have a path without . and .. between its slashes
            https://canary.example/%2E%2e    | must have a path without . and .. between its slashes
            https://canary.example/x#y       | must have no fragment
            """)
    void named_withAPathThatATransportWouldChange_saysWhatIsWrong(String address, String flaw) {
        assertThatThrownBy(() -> SettingAddress.named(address, "SETTING"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("SETTING " + flaw)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            http://[fe80::1%25eth0]/         | must have an IPv6 address without a zone
            http://[fe80::1%eth0]/           | must have an IPv6 address without a zone
            https://пример.рф/               | must be an absolute https address with a host in ASCII: write an international name in the form xn--…
            https://1.2.3.4.                 | must have an IP address without a dot behind it
            https://1.2.3.4.:8443/           | must have an IP address without a dot behind it
            https:canary.example             | must be an absolute https address with a host: there are no two slashes behind its scheme
            https:/canary.example            | must be an absolute https address with a host: there are no two slashes behind its scheme
            HTTPS:canary.example/            | must be an absolute https address with a host: there are no two slashes behind its scheme
            """)
    void address_withoutAUsableHost_saysWhatIsWrong(String address, String flaw) {
        assertThatThrownBy(() -> SettingAddress.named(address, "SETTING"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("SETTING " + flaw)
                .hasNoCause();
        assertThatThrownBy(() -> SettingAddress.host(address, "SETTING"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("SETTING " + flaw);
    }

    static Stream<String> hostsThatAreTooLong() {
        return Stream.of(
                "a".repeat(64),
                "a".repeat(64) + ".example",
                "x." + "a".repeat(70) + ".example",
                "a.".repeat(130) + "example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "."})
    void address_whoseHostIsAsLongAsNameServersTake_isTaken(String dot) {
        String address = "https://" + "a.".repeat(124) + "abcde" + dot + "/x";

        assertThat(SettingAddress.named(address, "SETTING")).hasToString(address);
    }

    @ParameterizedTest
    @MethodSource("hostsThatAreTooLong")
    void address_whoseHostIsTooLongForANameServer_saysSo(String host) {
        String address = "https://" + host + "/x";

        assertThatThrownBy(() -> SettingAddress.named(address, "SETTING"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage(
                        "SETTING must have a host whose name has at most 253 characters, and at most 63 between two dots");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/x%20y?b=%27c%27",
                "http://127.0.0.1:8080/.well-known/..x",
                "https://xn--e1afmkfd.xn--p1ai/",
                "https://a23456789a23456789a23456789a23456789a23456789a23456789a23456789.example./",
                "https://[2001:db8::1]/"
            })
    void named_ofAnUsableAddress_isThatAddress(String address) {
        assertThat(SettingAddress.named(address, "SETTING")).hasToString(address);
    }
}
