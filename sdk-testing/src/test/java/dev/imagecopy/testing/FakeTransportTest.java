package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeTransportTest {
    private static final HttpRequest REQUEST =
            HttpRequest.of("GET", URI.create("https://example.test/a?secret=1"), HttpHeaders.empty());
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);

    enum Way {
        SYNC {
            @Override
            HttpResponse send(FakeTransport transport) {
                return transport.send(REQUEST, TIMEOUT);
            }
        },
        ASYNC {
            @Override
            HttpResponse send(FakeTransport transport) {
                try {
                    return transport.sendAsync(REQUEST, TIMEOUT).join();
                } catch (CompletionException failure) {
                    throw rethrow(failure.getCause());
                }
            }
        };

        abstract HttpResponse send(FakeTransport transport);

        private static RuntimeException rethrow(Throwable cause) {
            if (cause instanceof Error error) {
                throw error;
            }
            return (RuntimeException) cause;
        }
    }

    @ParameterizedTest
    @EnumSource
    void answers_comeInOrder(Way way) {
        transport.answer(503, "busy").answerWith(request -> new HttpResponse(204, HttpHeaders.empty(), new byte[0]));

        assertThat(way.send(transport).bodyAsText()).isEqualTo("busy");
        assertThat(way.send(transport).status()).isEqualTo(204);
        assertThat(transport.requests()).containsExactly(REQUEST, REQUEST);
        assertThat(transport.sent()).allMatch(sent -> sent.timeout().equals(TIMEOUT));
        assertThat(transport.sent()).allMatch(sent -> sent.async() == (way == Way.ASYNC));
        assertThat(transport.open()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void failure_isThrownAsItIs(Way way) {
        TransportException failure =
                new TransportException("no route", SendPhase.NOT_SENT, ErrorContext.none(true), null);
        transport.fail(failure);

        assertThatThrownBy(() -> way.send(transport)).isSameAs(failure);
    }

    @ParameterizedTest
    @EnumSource
    void emptyScript_isAnErrorOfTheTest(Way way) {
        assertThatThrownBy(() -> way.send(transport))
                .isInstanceOf(AssertionError.class)
                .hasMessage("No answer is scripted for GET example.test/a");

        transport.otherwise(request -> new HttpResponse(200, HttpHeaders.empty(), new byte[0]));
        assertThat(way.send(transport).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void responderThatThrows_failsTheExchange(Way way) {
        transport.answerWith(request -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> way.send(transport)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hang_sync_timesOutOnTheTimeSource() {
        transport.hang();

        assertThatThrownBy(() -> transport.send(REQUEST, TIMEOUT))
                .asInstanceOf(InstanceOfAssertFactories.type(TransportException.class))
                .satisfies(failure -> {
                    assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
                    assertThat(failure).hasMessage("no response within 30000 ms");
                });
        assertThat(time.sleeps()).containsExactly(TIMEOUT);
    }

    @Test
    void hang_async_timesOutOnTheTimeSource() {
        transport.hang();
        CompletableFuture<HttpResponse> future = transport.sendAsync(REQUEST, TIMEOUT);

        time.advance(TIMEOUT.minusMillis(1));
        assertThat(future).isNotDone();
        assertThat(transport.open()).isEqualTo(1);

        time.advance(Duration.ofMillis(1));
        assertThat(future).isCompletedExceptionally();
        assertThat(transport.open()).isZero();
        assertThat(transport.cancelled()).isZero();
    }

    @Test
    void hang_async_canBeCancelled() {
        transport.hang();
        CompletableFuture<HttpResponse> future = transport.sendAsync(REQUEST, TIMEOUT);

        future.cancel(true);

        assertThat(transport.cancelled()).isEqualTo(1);
        assertThat(transport.open()).isZero();
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void send_whenInterrupted_saysSoAndKeepsTheFlag() {
        transport.hang();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> transport.send(REQUEST, TIMEOUT)).isInstanceOf(SdkInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(transport.cancelled()).isEqualTo(1);
    }

    @Test
    void delayedAnswer_comesWhenTheTimeHasCome() {
        HttpResponse answer = new HttpResponse(200, HttpHeaders.empty(), new byte[0]);
        transport.answerAfter(Duration.ofSeconds(5), answer).answerAfter(Duration.ofSeconds(5), answer);

        assertThat(transport.send(REQUEST, TIMEOUT)).isSameAs(answer);
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));

        CompletableFuture<HttpResponse> future = transport.sendAsync(REQUEST, TIMEOUT);
        assertThat(future).isNotDone();
        time.advance(Duration.ofSeconds(5));
        assertThat(future).isCompletedWithValue(answer);
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void delayedAnswer_afterTheTimeout_isLost() {
        transport.answerAfter(TIMEOUT, new HttpResponse(200, HttpHeaders.empty(), new byte[0]));

        assertThatThrownBy(() -> transport.send(REQUEST, TIMEOUT)).isInstanceOf(TransportException.class);
    }

    @Test
    void close_failsOpenExchangesAndRefusesFurtherOnes() {
        transport.hang();
        CompletableFuture<HttpResponse> future = transport.sendAsync(REQUEST, TIMEOUT);

        transport.close();
        transport.close();

        assertThat(transport.isClosed()).isTrue();
        assertThat(future).isCompletedExceptionally();
        assertThat(transport.open()).isZero();
        assertThatThrownBy(() -> transport.send(REQUEST, TIMEOUT))
                .asInstanceOf(InstanceOfAssertFactories.type(TransportException.class))
                .extracting(TransportException::sendPhase)
                .isEqualTo(SendPhase.NOT_SENT);
    }
}
