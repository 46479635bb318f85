package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.ProviderProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompanionTest {
    private static final ApiCall<String, String> TOKEN = ApiCall.<String>get("issueToken", "/token")
            .returningJson((body, response) -> LenientJson.text(body.path("token")));

    private static CallExecutor companionOf(CopyBench bench) {
        Credentials other = () -> List.of(Secret.of("other-secret"));
        return bench.starter.companion(ProviderProfile.<Credentials>builder("OtherClient", "other")
                .endpoints(route -> URI.create("https://identity.example"))
                .credentials(CredentialsProvider.of(other))
                .signer((request, credentials, now) -> request.withHeaders(request.headers().toBuilder()
                        .add("X-Signed-By", credentials.secrets().get(0).reveal())
                        .build()))
                .errors((response, body) -> {
                    throw new AssertionError("no error is expected");
                })
                .build());
    }

    @Test
    void companion_callsTheOtherServiceOverTheSameTransportWithItsOwnCredentials() {
        try (CopyBench bench = new CopyBench()) {
            bench.transport.answer(200, "{\"token\":\"t\"}");
            assertThat(companionOf(bench).execute(TOKEN, "", CallOptions.defaults()))
                    .isEqualTo("t");
            assertThat(bench.transport.requests()).singleElement().satisfies(request -> {
                assertThat(request.uri()).hasToString("https://identity.example/token");
                assertThat(request.headers().first("X-Signed-By")).hasValue("other-secret");
            });
            assertThat(bench.runtime.time()).isSameAs(bench.time);
        }
    }

    @Test
    void companion_whenTheClientIsClosed_isClosedToo() {
        CopyBench bench = new CopyBench();
        CallExecutor companion = companionOf(bench);
        bench.close();
        assertThatThrownBy(() -> companion.execute(TOKEN, "", CallOptions.defaults()))
                .isInstanceOf(ClientClosedException.class);
    }
}
