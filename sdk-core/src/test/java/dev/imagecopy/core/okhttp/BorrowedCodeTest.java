package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the code of a borrowed client throws, or leaves behind on its thread, harms no other exchange. */
class BorrowedCodeTest extends LeakCheckedTest {
    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("cancelled"),
                new NoClassDefFoundError("cancelled"),
                new IOException("undeclared, as in Kotlin"));
    }

    private OkHttpTransport withListener(Throwable thrown) {
        return closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void canceled(Call call) {
                BorrowedCodeTest.<RuntimeException>undeclared(thrown);
            }
        }))));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void cancel_whenAListenerThrows_stillEndsTheFuture(Throwable thrown) throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        CompletableFuture<HttpResponse> future =
                withListener(thrown).sendAsync(Requests.post(server.uri("/")), Sending.AMPLE);
        server.awaitArrival();

        assertThat(future.cancel(true)).isTrue();

        server.awaitDrop();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void sendAsync_whenAListenerThrowsAtTheTimeout_failsAndTheNextTimesOutToo(Throwable thrown) {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = withListener(thrown);

        for (int i = 0; i < 2; i++) {
            assertThat(transport.sendAsync(Requests.post(server.uri("/")), Duration.ofMillis(50)))
                    .failsWithin(Sending.AMPLE)
                    .withThrowableThat()
                    .withCauseInstanceOf(TransportException.class)
                    .withMessageContaining("within 50 ms");
        }
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void close_whenAListenerThrows_endsAllExchanges(Throwable thrown) throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = withListener(thrown);
        CompletableFuture<HttpResponse> one = transport.sendAsync(Requests.post(server.uri("/")), Sending.AMPLE);
        server.awaitArrival();
        CompletableFuture<HttpResponse> other = transport.sendAsync(Requests.post(server.uri("/")), Sending.AMPLE);
        server.awaitArrival();

        transport.close();

        for (CompletableFuture<HttpResponse> each : List.of(one, other)) {
            assertThat(each)
                    .failsWithin(Sending.AMPLE)
                    .withThrowableThat()
                    .withCauseInstanceOf(ClientClosedException.class);
        }
    }

    /** The queued requests are sent on the thread of the first, one after the other. */
    @Test
    void sendAsync_afterAnExchangeThatLeftItsThreadInterrupted_isNotInterrupted() {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        CountDownLatch othersWait = new CountDownLatch(1);
        OkHttpClient interrupting = borrowed(new OkHttpClient.Builder().addInterceptor(chain -> {
            Response response = chain.proceed(chain.request());
            if (chain.request().url().encodedPath().equals("/first")) {
                awaited(othersWait);
                Thread.currentThread().interrupt();
            }
            return response;
        }));
        OkHttpTransport transport = closing(OkHttpTransport.withPlaces(1, interrupting));
        CompletableFuture<HttpResponse> first = transport.sendAsync(Requests.get(server.uri("/first")), Sending.AMPLE);
        List<CompletableFuture<HttpResponse>> others = Stream.generate(
                        () -> transport.sendAsync(Requests.get(server.uri("/")), Sending.AMPLE))
                .limit(5)
                .toList();

        othersWait.countDown();

        assertThat(others).allSatisfy(sent -> assertThat(sent.join().status()).isEqualTo(200));
        assertThat(first.handle((answer, thrown) -> true).join()).isTrue();
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(Sending.AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
