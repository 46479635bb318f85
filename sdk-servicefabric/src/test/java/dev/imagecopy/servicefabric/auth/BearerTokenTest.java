package dev.imagecopy.servicefabric.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste as a token or as a name. */
class BearerTokenTest {

    @ParameterizedTest
    @CsvSource({
        "Bearer eyJcanary, token begins with the word Bearer: give the token alone",
        "Authorization: Bearer eyJcanary, token begins with the word Bearer",
        "'{\"access_token\":\"canary\"}', 'token holds JSON, which is no token'",
        "eyJhY2Nlc3NfdG9rZW4iOiJjYW5hcnkifQ, 'token holds JSON in base64, which is no token'",
        "-----BEGIN PRIVATE KEY-----canary, 'token holds a PEM block, which is no token'"
    })
    void bearer_ofSomethingElse_saysWhatItIs(String token, String reason) {
        assertThatThrownBy(() -> ServiceFabricCredentials.bearer(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJhbGciOiJSUzI1NiJ9.eyJhIjoiYiJ9.c", "an-opaque-token"})
    void bearer_ofAToken_isTaken(String token) {
        assertThat(ServiceFabricCredentials.bearer(token).token()).isPresent();
    }

    @Test
    void commonName_thatIsASecret_isRefusedAndNotShown() {
        assertThatThrownBy(() -> ServerTrust.commonName("Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A common name must not be an access key's secret");
    }
}
