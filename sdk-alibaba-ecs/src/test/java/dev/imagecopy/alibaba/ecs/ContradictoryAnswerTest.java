package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response to DescribeImages that contradicts itself, or the question, does not say that an image does not exist. */
class ContradictoryAnswerTest {
    private static final String OTHER = "{\"ImageId\":\"m-other\",\"ImageName\":\"golden-2\",\"Status\":\"Available\"}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    private final AlibabaEcsClient client = Clients.inProcess(simulator, time).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static String answer(String counts, String images) {
        return "{\"RequestId\":\"r\"," + counts + ",\"Images\":{\"Image\":[" + images + "]}}";
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                        answer("\"RegionId\":\"cn-shanghai\",\"TotalCount\":1,\"PageNumber\":1,\"PageSize\":100", ""),
                        answer("\"RegionId\":\"cn-shanghai\",\"TotalCount\":\"3\",\"PageSize\":100", ""),
                        answer("\"RegionId\":\"cn-shanghai\",\"TotalCount\":1,\"PageNumber\":7,\"PageSize\":100", ""),
                        answer("\"RegionId\":\"cn-shanghai\",\"TotalCount\":1000,\"PageNumber\":1,\"PageSize\":10", ""),
                        answer(
                                "\"RegionId\":\"cn-shanghai\",\"TotalCount\":2,\"PageNumber\":1,\"PageSize\":100",
                                OTHER),
                        answer("\"RegionId\":\"cn-beijing\",\"TotalCount\":0,\"PageNumber\":1,\"PageSize\":100", ""))
                .flatMap(body -> Stream.of(false, true).map(async -> Arguments.of(body, async)));
    }

    private void failNext(String body, int times) {
        simulator.failNext(Fault.status(200)
                .body("application/json", body)
                .on("describeImages")
                .times(times));
    }

    private <T> T made(boolean async, Supplier<T> blocking, Supplier<CompletableFuture<T>> future) {
        return async ? time.runUntilDone(future.get()).join() : blocking.get();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void poll_aMinuteAfterTheStart_isRepeated(String body, boolean async) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(20)));
        Operation<AlibabaImage> copy =
                client.copyImage(Clients.toShanghai().name("golden").build());
        time.advance(Duration.ofSeconds(61));
        copy.poll();
        time.advance(Duration.ofSeconds(1));
        failNext(body, 100);

        Throwable failure = CallFlow.causeOf(catchThrowable(() -> made(async, copy::poll, copy::pollAsync)));

        assertThat(failure).isInstanceOfSatisfying(ResponseFormatException.class, error -> assertThat(error.retryable())
                .isTrue());
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
        CompletableFuture<AlibabaImage> wait = copy.awaitAsync(Duration.ofHours(2));
        time.runUntilDone(wait, Duration.ofHours(3));
        assertThat(wait.join().id()).isEqualTo(copy.id());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void await_ofSeveralCopies_goesOn(String body, boolean async) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(10)));
        List<CompletableFuture<AlibabaImage>> waits = Stream.generate(
                        () -> client.copyImage(Clients.toShanghai().build()).awaitAsync(Duration.ofHours(2)))
                .limit(3)
                .toList();
        time.advance(Duration.ofSeconds(90));
        failNext(body, async ? 1 : 12);

        waits.forEach(time::runUntilDone);

        assertThat(waits).allSatisfy(wait -> assertThat(wait.join().status()).isEqualTo("Available"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void lookUp_isNoAbsence(String body, boolean async) {
        client.copyImage(Clients.toShanghai().name("golden").build());
        failNext(body, 100);

        Throwable failure = CallFlow.causeOf(catchThrowable(() -> this.<TargetLook<?>>made(
                async,
                () -> client.copies().lookUp(Clients.toShanghai().name("golden").build(), CallOptions.defaults()),
                () -> client.copies()
                        .lookUpAsync(Clients.toShanghai().name("golden").build(), CallOptions.defaults())
                        .thenApply(look -> look))));

        assertThat(failure).isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void findImage_isNoAbsence(String body, boolean async) {
        failNext(body, 100);

        Throwable failure = CallFlow.causeOf(catchThrowable(() -> this.<Optional<AlibabaImage>>made(
                async,
                () -> client.findImage("cn-shanghai", "m-1"),
                () -> client.findImageAsync("cn-shanghai", "m-1"))));

        assertThat(failure).isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void listImages_isNotShort(String body, boolean async) {
        failNext(body, 100);
        AlibabaImageQuery all =
                AlibabaImageQuery.builder().region("cn-shanghai").build();

        Throwable failure = CallFlow.causeOf(catchThrowable(() -> this.<List<AlibabaImage>>made(
                async, () -> client.listImages(all).toList(), () -> client.listImagesAsync(all))));

        assertThat(failure).isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findImage_whenTheNextAnswerIsSound_findsIt(boolean async) {
        String id = client.copyImage(Clients.toShanghai().build()).id();
        failNext(answer("\"TotalCount\":1,\"PageNumber\":1", ""), 1);

        assertThat(made(
                        async,
                        () -> client.findImage("cn-shanghai", id),
                        () -> client.findImageAsync("cn-shanghai", id)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_whenTheImageIsShownAllTheSame_believesIt(boolean async) {
        Operation<AlibabaImage> copy = client.copyImage(Clients.toShanghai().build());
        failNext(answer("\"TotalCount\":5", "{\"ImageId\":\"" + copy.id() + "\",\"Status\":\"Available\"}"), 1);

        assertThat(made(async, copy::poll, copy::pollAsync).state()).isEqualTo(OperationState.SUCCEEDED);
    }
}
