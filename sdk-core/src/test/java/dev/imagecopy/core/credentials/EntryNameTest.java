package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of entries, and what comes to stand in their place. */
class EntryNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"region", "expiration", "x509", "mfa_serial_2fa", "role_session_name", "accessKeyId", "TOKEN"})
    void usualNames_areEvident(String name) {
        assertThat(EntryName.isEvident(name)).isTrue();
        assertThat(EntryName.isRandom(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "qwrt", "k8s", "Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm", "mR2", "aB+c/d"})
    void endsOfTokens_areNotEvident(String text) {
        assertThat(EntryName.isEvident(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zk3Qr8TtY1uVwX5zAbCdEfGh1JkLm", "bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui2P", "q7Xw2Lr9TgW4sVb6"})
    void keys_areRandom(String text) {
        assertThat(EntryName.isRandom(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EC2InstanceMetadataServiceId", "sso_account_id_of_production", "regionOfProductionImages2026"})
    void longNames_areNotRandom(String name) {
        assertThat(EntryName.isRandom(name)).isFalse();
    }
}
