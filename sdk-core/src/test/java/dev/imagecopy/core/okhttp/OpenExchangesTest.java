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
    private final OpenExchanges open = new OpenExchanges();

    private static Call call() {
        return new OkHttpClient()
                .newCall(new Request.Builder().url(SERVICE.toString()).build());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void of_aClone_isTheSameSend() throws IOException {
        open.add(call, exchange);

        assertThat(open.of(call.clone())).isSameAs(exchange);
    }

    @Test
    void of_anotherCallForTheSameAddress_isUnknown() {
        open.add(call, exchange);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> open.of(call()));
    }

    @Test
    void of_whenTheExchangeHasEnded_isRefused() {
        open.add(call, exchange);
        open.remove(call);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open.of(call))
                .withMessage("the exchange ended before its request was sent");
    }

    @Test
    void closeAll_endsEachExchange() {
        open.add(call, exchange);

        open.closeAll();

        assertThatThrownBy(exchange.future()::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ClientClosedException.class);
    }
}
