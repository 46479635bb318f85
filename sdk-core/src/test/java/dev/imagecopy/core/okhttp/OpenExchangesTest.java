package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ClientClosedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenExchangesTest {
    private static final URI SERVICE = URI.create("http://service.test/");

    private final HardenedClient client = HardenedClient.create(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private final Exchange exchange = new Exchange(Requests.get(SERVICE), Duration.ofSeconds(5), client);
    private final Call call = call();

    private static Call call() {
        return new OkHttpClient()
                .newCall(new Request.Builder().url(SERVICE.toString()).build());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void get_aClone_isTheSameSend() throws IOException {
        client.open().add(call, exchange);

        assertThat(client.open().get(call.clone())).isSameAs(exchange);
    }

    @Test
    void get_anotherCallForTheSameAddress_isUnknown() {
        client.open().add(call, exchange);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.open().get(call()));
    }

    @Test
    void get_whenTheExchangeHasEnded_isRefused() {
        client.open().add(call, exchange);
        client.open().remove(call);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.open().get(call))
                .withMessage("the exchange ended before its request was sent");
    }

    @Test
    void close_endsEachExchange() {
        client.open().add(call, exchange);

        client.close();

        assertThatThrownBy(exchange.future()::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ClientClosedException.class);
    }
}
