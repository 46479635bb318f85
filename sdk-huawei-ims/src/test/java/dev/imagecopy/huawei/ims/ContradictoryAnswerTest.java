package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
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

/** A list of images that contradicts itself, or the question, does not say that an image does not exist. */
class ContradictoryAnswerTest {
    private static final String OTHERS =
            "{\"images\":[{\"id\":\"0a1b2c3d-0000-4000-8000-00000000000f\",\"name\":\"theirs\",\"status\":\"active\"}]}";
    private static final String MORE = "{\"images\":[],\"next\":\"/v2/cloudimages?marker=0a1b2c3d\"}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient client = Clients.inProcess(simulator, time).build();

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    static Stream<Arguments> answers() {
        return Stream.of(OTHERS, MORE).flatMap(body -> Stream.of(false, true).map(async -> Arguments.of(body, async)));
    }

    private void failNext(String body) {
        simulator.failNext(Fault.status(200)
                .body("application/json", body)
                .on("listImages")
                .times(100));
    }

    private Throwable failure(Supplier<?> blocking, Supplier<? extends CompletableFuture<?>> future, boolean async) {
        return CallFlow.causeOf(catchThrowable(() -> {
            Object unused = async ? time.runUntilDone(future.get()).join() : blocking.get();
        }));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void poll_ofACopyFoundByName_isRepeated(String body, boolean async) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(20)));
        simulator.failNext(Fault.loseReply().on("copyImage"));
        Operation<HuaweiImage> copy = client.copyImage(HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .build());
        assertThat(copy.latest().evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
        time.advance(Duration.ofSeconds(90));
        failNext(body);

        assertThat(failure(copy::poll, copy::pollAsync, async))
                .isInstanceOfSatisfying(ResponseFormatException.class, error -> assertThat(error.retryable())
                        .isTrue());
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poll_whenAnotherJobIsShown_isRepeated(boolean async) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(20)));
        Operation<HuaweiImage> copy = client.copyImage(HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .build());
        simulator.failNext(Fault.status(200)
                .body("application/json", "{\"job_id\":\"0000000000000000\",\"status\":\"FAIL\",\"entities\":{}}")
                .on("describeJob"));

        assertThat(failure(copy::poll, copy::pollAsync, async)).isInstanceOf(ResponseFormatException.class);
        assertThat(copy.latest().state().isTerminal()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void deleteImageUntilGone_isNoAbsence(String body, boolean async) {
        Operation<HuaweiImage> deletion = client.deleteImageUntilGone(HuaweiImsSimulator.SOURCE_IMAGE);
        failNext(body);

        assertThat(failure(deletion::poll, deletion::pollAsync, async)).isInstanceOf(ResponseFormatException.class);
        assertThat(deletion.latest().state()).isEqualTo(OperationState.RUNNING);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void findImage_isNoAbsence(String body, boolean async) {
        failNext(body);

        assertThat(failure(
                        () -> client.findImage(HuaweiImsSimulator.SOURCE_IMAGE),
                        () -> client.findImageAsync(HuaweiImsSimulator.SOURCE_IMAGE),
                        async))
                .isInstanceOf(ResponseFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listImages_whenAPageNamesAnother_readsThatToo(boolean async) {
        simulator.failNext(Fault.status(200)
                .body("application/json", OTHERS.replace("]}", "],\"next\":\"/v2/cloudimages?marker=0a1b2c3d\"}"))
                .on("listImages"));
        HuaweiImageQuery all = HuaweiImageQuery.builder().build();

        List<HuaweiImage> images = async
                ? time.runUntilDone(client.listImagesAsync(all)).join()
                : client.listImages(all).toList();

        assertThat(images).extracting(HuaweiImage::name).contains("theirs");
        assertThat(simulator.arrivals("listImages")).isEqualTo(2);
        assertThat(simulator.requests().get(1).query()).contains("marker=0a1b2c3d-0000-4000-8000-00000000000f");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findImage_whenTheListIsEmpty_isEmpty(boolean async) {
        String unknown = "0a1b2c3d-0000-4000-8000-00000000000e";

        Optional<HuaweiImage> found =
                async ? time.runUntilDone(client.findImageAsync(unknown)).join() : client.findImage(unknown);

        assertThat(found).isEmpty();
    }
}
