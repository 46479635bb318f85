package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other clouds and their tools leave on a machine, and what templates leave in place of a token. */
class OtherMachinesTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time)
            .otherwise(request -> new HttpResponse(
                    200,
                    HttpHeaders.empty(),
                    "{\"access_token\":\"ya29.c.canary\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                            .getBytes(StandardCharsets.UTF_8)));

    @Test
    void machineOfGoogle_givesNoToken_andItsTokenGoesNowhere() {
        CredentialLookup nothing = new CredentialLookup(name -> null, name -> null, Path.of("none"));
        URI metadata = URI.create("http://169.254.169.254/");
        for (CredentialsSource<YandexCredentials> source :
                List.of(YandexCredentialsProviders.chain(nothing, true), YandexCredentials.metadataService(metadata))) {
            try (YandexDesktopClient client = client(source)) {
                assertThatThrownBy(() -> client.findImage("image"))
                        .isInstanceOf(CredentialsException.class)
                        .hasMessageContaining(
                                "the metadata service issued an access token of Google Cloud: this machine"
                                        + " is not one of Yandex Cloud")
                        .hasMessageNotContaining("canary");
                assertThatThrownBy(() -> client.findImageAsync("image").join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(CredentialsException.class)
                        .hasMessageNotContaining("canary");
            }
        }
        assertThat(transport.requests())
                .isNotEmpty()
                .allMatch(request -> request.uri().getHost().equals("169.254.169.254"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t1.",
                "t1.xxxxxxxx",
                "t1.****",
                "t1.9eu...",
                "TOKEN_HERE",
                "your_token_here",
                "$env:TOKEN",
                "#{token}#"
            })
    void placeholder_isNoToken(String text) {
        assertThatThrownBy(() -> YandexCredentials.iamToken(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a placeholder in place of the value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1.a", "t1.xx.yy", "t1.9euelZqx-x_x.AAAA-AA_AA=="})
    void token_thatLooksSimilar_isUsed(String token) {
        assertThat(YandexCredentials.iamToken(token).iamToken().reveal()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({
        "YC_SA_KEY_JSON, true",
        "YC_ACCESS_KEY, false",
        "YANDEX_SECRET_OF_TOMORROW, false",
        "YANDEX_ACCOUNT_ID, true",
        "YC_BUCKET, false",
        "YC_ZONE, false",
        "YC_REGION, false",
        "YC_FOLDER_ID, false",
        "YC_METADATA_ADDR, false"
    })
    void variableThatNobodyKnows_isNamedOnceIfItIsAboutAnIdentity(String name, boolean isNamed) {
        CredentialLookup listed =
                new CredentialLookup(unset -> null, new ListedSettings(Map.of(name, "canary")), Path.of("none"));

        List<String> said = warnings(() -> client(YandexCredentialsProviders.chain(listed, false)));

        assertThat(said).hasSize(isNamed ? 1 : 0).allMatch(line -> line.contains("ignores " + name + ", which is set"));
        assertThat(said).noneMatch(line -> line.contains("canary"));
    }

    private YandexDesktopClient client(CredentialsSource<YandexCredentials> source) {
        return YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(source)
                .build();
    }

    private static List<String> warnings(Runnable use) {
        return CapturedLog.of(use).stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }
}
