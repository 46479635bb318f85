package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientConnectionTest {
    private static final ApiCall<String, String> TOKEN = ApiCall.<String>get("issueToken", "/token")
            .anonymous()
            .route(route -> route)
            .returning(response -> response.bodyAsText());

    /** Credentials with a name for a secret. */
    private record Key(String name) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(name));
        }
    }

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final ClientConnection<Key> connection = Connections.over(transport, time);

    private CredentialsProvider<Key> asking() {
        return () -> new Key(connection.anonymous().execute(TOKEN, "", CallOptions.defaults()));
    }

    @Test
    void address_whenARouteIsOne_isThat() {
        assertThat(connection.address("http://169.254.169.254/x")).hasToString("http://169.254.169.254/x");
        assertThat(connection.address("anything")).hasToString("https://identity.example");
        transport.answer(200, "t");
        connection.anonymous().execute(TOKEN, "http://10.0.0.1:81/base", CallOptions.defaults());
        assertThat(transport.requests().get(0).uri()).hasToString("http://10.0.0.1:81/base/token");
    }

    @ParameterizedTest
    @CsvSource({"401, 1", "403, 1", "500, 4", "409, 4"})
    void refusal_ofWhoAsks_isFinalWhateverTheTableSays(int status, int attempts) {
        transport.otherwise(request -> new HttpResponse(status, HttpHeaders.empty(), new byte[0]));

        assertThatThrownBy(() -> connection.cached(asking()).resolve())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("TestClient.issueToken failed: " + status);
        assertThat(transport.requests()).hasSize(attempts);
    }

    @Test
    void failure_ofAServiceThatASettingNames_showsNoAddress() {
        transport.otherwise(request -> new HttpResponse(500, HttpHeaders.empty(), new byte[0]));

        assertThatThrownBy(() -> connection
                        .cached(connection.explained(asking(), "the agent"))
                        .resolve())
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the agent answered 500")
                .hasNoCause();
    }

    @Test
    void chain_whenASourceIsUnfitOrRefused_looksFurther() {
        transport.otherwise(request -> new HttpResponse(403, HttpHeaders.empty(), new byte[0]));
        CredentialsSource<Key> chain = CredentialsSource.chain(List.of(
                new NamedSource<>("unfit", CredentialsSource.from(() -> {
                    throw new IllegalArgumentException("no use");
                })),
                new NamedSource<>("refused", other -> asking()),
                new NamedSource<>("good", CredentialsSource.of(new Key("good")))));

        assertThat(chain.connect(connection).resolve()).isEqualTo(new Key("good"));
        assertThat(chain.connect(connection).resolveAsync().join()).isEqualTo(new Key("good"));
    }

    @Test
    void chain_whenTheClientIsClosed_endsThere() {
        CredentialsSource<Key> chain = CredentialsSource.chain(List.of(
                new NamedSource<>("closed", CredentialsSource.from(() -> {
                    throw new ClientClosedException(ErrorContext.none(false), Optional.empty());
                })),
                new NamedSource<>("good", CredentialsSource.of(new Key("good")))));

        assertThatThrownBy(() -> chain.connect(connection).resolve()).isInstanceOf(ClientClosedException.class);
    }
}
