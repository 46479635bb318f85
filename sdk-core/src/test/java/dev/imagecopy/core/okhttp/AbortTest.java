package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An exchange that nobody wants any more ends at once, drops its connection, and says whether its request got out. */
class AbortTest extends LeakCheckedTest {
    private final HangingDns dns = new HangingDns();

    @Test
    void send_whenInterrupted_endsAndDropsTheConnection() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        Caller caller = new Caller(() -> transport.send(Requests.post(server.uri("/")), Sending.AMPLE));
        server.awaitArrival();

        caller.interrupt();

        Throwable failure = caller.failure();
        assertThat(failure).isInstanceOf(SdkInterruptedException.class);
        assertPhase(failure.getCause(), SendPhase.MAYBE_SENT);
        assertThat(caller.interruptFlag()).isTrue();
        server.awaitDrop();
    }

    @Test
    void send_whenInterruptedBeforeAnythingIsSent_saysSo() throws Exception {
        OkHttpTransport transport = transportThatHangsInDns();
        Caller caller = new Caller(() -> transport.send(Requests.post(dns.uri()), Sending.AMPLE));
        dns.awaitLookup();

        caller.interrupt();

        Throwable failure = caller.failure();
        assertThat(failure).isInstanceOf(SdkInterruptedException.class);
        assertPhase(failure.getCause(), SendPhase.NOT_SENT);
        assertThat(caller.interruptFlag()).isTrue();
    }

    @Test
    void send_whenTheThreadIsInterruptedAlready_sendsNothing() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        Caller caller = new Caller(() -> {
            Thread.currentThread().interrupt();
            transport.send(Requests.post(server.uri("/")), Sending.AMPLE);
        });

        Throwable failure = caller.failure();
        assertThat(failure).isInstanceOf(SdkInterruptedException.class);
        assertPhase(failure.getCause(), SendPhase.NOT_SENT);
        assertThat(caller.interruptFlag()).isTrue();
        assertThat(server.connections()).isZero();
    }

    @Test
    void cancel_whenTheRequestIsOut_dropsTheConnectionAndSaysSo() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        CompletableFuture<HttpResponse> future = transport.sendAsync(Requests.post(server.uri("/")), Sending.AMPLE);
        server.awaitArrival();

        assertThat(future.cancel(true)).isTrue();

        assertThat(future).isCancelled();
        Throwable cancellation = failureOf(future);
        assertThat(cancellation).isInstanceOf(CancellationException.class);
        assertPhase(cancellation.getCause(), SendPhase.MAYBE_SENT);
        server.awaitDrop();
    }

    @Test
    void cancel_whenTheBodyIsUnderWay_dropsTheConnection() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(
                Step.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345").then(Step.awaitDrop())));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        CompletableFuture<HttpResponse> future = transport.sendAsync(Requests.post(server.uri("/")), Sending.AMPLE);
        server.awaitArrival();

        assertThat(future.cancel(true)).isTrue();

        server.awaitDrop();
    }

    @Test
    void cancel_whenNothingIsSent_neverSends() {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = transportThatHangsInDns();
        CompletableFuture<HttpResponse> future = transport.sendAsync(Requests.get(dns.uri(server)), Sending.AMPLE);
        dns.awaitLookup();

        assertThat(future.cancel(false)).isTrue();
        dns.resume();
        transport.close();

        assertThat(failureOf(future)).isInstanceOf(CancellationException.class).hasNoCause();
        assertThat(server.arrivals()).isZero();
    }

    @Test
    void cancel_whenTheAnswerIsThere_changesNothing() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        CompletableFuture<HttpResponse> future = transport.sendAsync(Requests.get(server.uri("/")), Sending.AMPLE);
        assertThat(future.get().status()).isEqualTo(200);

        assertThat(future.cancel(true)).isFalse();

        assertThat(future.get().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void close_whenExchangesAreOpen_endsThemAndDropsTheirConnections(Sending sending) throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        Caller caller = new Caller(() -> sending.send(transport, Requests.post(server.uri("/"))));
        server.awaitArrival();

        transport.close();

        Throwable failure = caller.failure();
        assertThat(failure).isInstanceOf(ClientClosedException.class);
        assertPhase(failure.getCause(), SendPhase.MAYBE_SENT);
        server.awaitDrop();
    }

    @ParameterizedTest
    @EnumSource
    void close_whenNothingIsSent_saysSo(Sending sending) throws Exception {
        OkHttpTransport transport = transportThatHangsInDns();
        Caller caller = new Caller(() -> sending.send(transport, Requests.post(dns.uri())));
        dns.awaitLookup();

        transport.close();

        Throwable failure = caller.failure();
        assertThat(failure).isInstanceOf(ClientClosedException.class);
        assertPhase(failure.getCause(), SendPhase.NOT_SENT);
    }

    @Test
    void close_whenAConnectionIsIdle_dropsIt() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200).then(Step.awaitDrop())));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        transport.send(Requests.get(server.uri("/")), Sending.AMPLE);

        transport.close();
        transport.close();

        server.awaitDrop();
    }

    @ParameterizedTest
    @EnumSource
    void close_whenAnHttp2StreamIsOpen_dropsItsConnection(Sending sending) throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates both = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        ScriptedServer server = closing(ScriptedServer.startHttp2(both.sslContext()));
        OkHttpTransport transport = closing(OkHttpTransport.create(
                Sending.AMPLE, Sending.AMPLE, new TlsSettings(both.sslContext(), both.trustManager(), true)));
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
        Caller caller = new Caller(() -> sending.send(transport, Requests.post(uri)));
        server.awaitArrival();

        transport.close();

        assertPhase(caller.failure().getCause(), SendPhase.MAYBE_SENT);
        server.awaitDrop();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenClosed_isRefused(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        transport.close();

        assertThatExceptionOfType(ClientClosedException.class)
                .isThrownBy(() -> sending.send(transport, Requests.get(server.uri("/"))))
                .satisfies(closed -> assertPhase(closed.getCause(), SendPhase.NOT_SENT));
        assertThat(server.connections()).isZero();
    }

    @Test
    void sendAsync_whenClosed_returnsAFailedFuture() {
        OkHttpTransport transport = closing(OkHttpTransport.create());
        transport.close();

        assertThat(transport.sendAsync(Requests.get(dns.uri()), Sending.AMPLE)).isCompletedExceptionally();
    }

    @Test
    void sendAsync_whenAnswered_completesOnADaemonThread() throws Exception {
        CountDownLatch registered = new CountDownLatch(1);
        ScriptedServer server = closing(ScriptedServer.start(((Step) (peer, s) -> {
                    try {
                        registered.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .then(Step.answer(200))));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        CompletableFuture<Thread> thread = transport
                .sendAsync(Requests.get(server.uri("/")), Sending.AMPLE)
                .thenApply(answer -> Thread.currentThread());
        registered.countDown();

        assertThat(thread.get()).isNotSameAs(Thread.currentThread()).matches(Thread::isDaemon);
    }

    private OkHttpTransport transportThatHangsInDns() {
        OkHttpTransport transport = closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder().dns(dns))));
        closing((AutoCloseable) dns::resume);
        return transport;
    }

    /** As continuations see it: from JDK 23 on {@code get} wraps a cancellation in another one. */
    private static Throwable failureOf(CompletableFuture<HttpResponse> future) {
        return future.handle((response, failure) -> failure).join();
    }

    private static void assertPhase(Throwable cause, SendPhase phase) {
        assertThat(cause).isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.sendPhase())
                .isEqualTo(phase));
    }

    /** Runs a blocking call on a thread of its own. */
    private static final class Caller {
        private final FutureTask<Boolean> call;
        private final Thread thread;
        private Throwable failure;

        Caller(ThrowingCallable work) {
            this.call = new FutureTask<>(() -> {
                failure = catchThrowable(work);
                return Thread.currentThread().isInterrupted();
            });
            this.thread = new Thread(call, "caller");
            thread.setDaemon(true);
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        boolean interruptFlag() throws ExecutionException, InterruptedException {
            return call.get();
        }

        Throwable failure() throws ExecutionException, InterruptedException {
            call.get();
            return failure;
        }
    }

    /** Name resolution that takes until it is told to go on. */
    private static final class HangingDns implements Dns {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        URI uri() {
            return URI.create("http://slow.test:1/");
        }

        URI uri(ScriptedServer server) {
            return URI.create("http://slow.test:" + server.port() + "/");
        }

        void awaitLookup() {
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void resume() {
            goOn.countDown();
        }

        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        }
    }
}
