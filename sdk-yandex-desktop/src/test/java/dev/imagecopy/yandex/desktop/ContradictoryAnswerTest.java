package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that contradicts itself, or the question, does not say that an image does not exist, or that it is the copy's. */
class ContradictoryAnswerTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
    private final YandexDesktopClient client =
            Clients.inProcess(simulator, time).callbackExecutor(Runnable::run).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private void failNext(String call, String body, int times) {
        simulator.failNext(
                Fault.status(200).body("application/json", body).on(call).times(times));
    }

    private Throwable failure(boolean async, Supplier<?> blocking, Supplier<? extends CompletableFuture<?>> future) {
        return CallFlow.causeOf(catchThrowable(() -> {
            Object unused = async ? time.runUntilDone(future.get()).join() : blocking.get();
        }));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                        "{\"desktopImages\":[],\"nextPageToken\":{\"page\":2}}",
                        "{\"desktopImages\":[],\"nextPageToken\":[\"2\"]}",
                        "{\"nextPageToken\":{}}",
                        "{\"desktopImages\":[{\"name\":\"golden-2026-11\",\"status\":\"ACTIVE\"}]}",
                        "{\"desktopImages\":[\"fdv1\"]}")
                .flatMap(body -> Stream.of(false, true).map(async -> Arguments.of(body, async)));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void lookUp_isNoAbsence(String body, boolean async) {
        failNext("listImages", body, 100);

        assertThat(failure(
                        async,
                        () -> client.copies().lookUp(Clients.golden().build(), CallOptions.defaults()),
                        () -> client.copies().lookUpAsync(Clients.golden().build(), CallOptions.defaults())))
                .isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listImages_isNotShort(String body, boolean async) {
        failNext("listImages", body, 100);
        YandexImageQuery all = YandexImageQuery.builder()
                .folderId(YandexDesktopSimulator.FOLDER)
                .build();

        assertThat(failure(async, () -> client.listImages(all).toList(), () -> client.listImagesAsync(all)))
                .isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findImage_whenAnotherIsShown_isABadAnswer(boolean async) {
        failNext("getImage", Script.ACTIVE, 100);

        assertThat(failure(async, () -> client.findImage("fdv2"), () -> client.findImageAsync("fdv2")))
                .isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_whenAnotherImageIsShown_isRepeated(boolean async) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(1)));
        Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
        failNext("getImage", Script.ACTIVE.replace("fdv1", "fdv-of-another-copy"), 1);
        time.advance(Duration.ofMinutes(10));

        assertThat(failure(async, copy::poll, copy::pollAsync))
                .isInstanceOfSatisfying(ResponseFormatException.class, error -> assertThat(error.retryable())
                        .isTrue());
        assertThat(copy.latest().state().isTerminal()).isFalse();
        assertThat(copy.poll().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_whenAnotherOperationIsShown_isRepeated(boolean async) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(1)));
        Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
        failNext("getOperation", "{\"id\":\"fdo-other\",\"done\":true,\"error\":{\"code\":13}}", 1);

        assertThat(failure(async, copy::poll, copy::pollAsync)).isInstanceOf(ResponseFormatException.class);
        assertThat(copy.latest().state().isTerminal()).isFalse();
    }

    /** The page that holds the image may be any. */
    @Test
    void resume_whenTheImageIsOnTheSecondPage_namesIt() {
        simulator.failNext(Fault.loseReply().on("copyImage").times(4));
        CompletableFuture<Operation<DesktopImage>> copy = time.runUntilDone(client.copyImageAsync(Clients.golden()
                .description("d".repeat(1024))
                .labels(Map.of("purpose", "nightly-build-of-the-golden-image"))
                .build()));
        AmbiguousOutcomeException unknown = (AmbiguousOutcomeException)
                copy.handle((started, thrown) -> thrown).join();
        failNext("listImages", "{\"desktopImages\":[],\"nextPageToken\":\"0\"}", 1);

        Operation<DesktopImage> found = client.resume(unknown.resumeToken().orElseThrow());

        time.advance(Duration.ofMinutes(2));
        assertThatThrownBy(found::poll)
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining(simulator.copies().get(0).imageId());
    }
}
