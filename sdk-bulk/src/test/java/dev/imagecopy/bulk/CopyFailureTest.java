package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.testing.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CopyFailureTest {
    private final FourClouds clouds = new FourClouds();

    @AfterEach
    void close() {
        clouds.close();
    }

    @Test
    void cause_ofACopyThatFailed_hasTheSameTypeAndCode_nowAndFromTheStore() {
        clouds.ims.script(Timeline.polls(1).failing("IMG.0175", "the disk is damaged"));
        CopyFailure now = failure();
        clouds.restart();
        CopyFailure stored = failure();

        assertThat(now.type()).isEqualTo("OperationFailedException").isEqualTo(stored.type());
        assertThat(now.code()).isEqualTo("IMG.0175").isEqualTo(stored.code());
        assertThat(now.message()).contains("the disk is damaged");
        assertThat(stored.message()).contains("the disk is damaged");
    }

    private CopyFailure failure() {
        CopyReport report =
                clouds.run(clouds.bulk().attempts(1), Stream.of(CopyJob.copy("huawei", FourClouds.huawei("golden"))));
        assertThat(report.failures()).hasSize(1);
        return report.failures().get(0).cause().orElseThrow();
    }

    @Test
    void cause_ofACopyThatTheServiceRejected_hasItsCodeAndRequestId() {
        clouds.ims.refuseTakenNames();
        clouds.run(CopyJob.copy("huawei", FourClouds.huawei("taken")).withId("1"));
        CopyReport report =
                clouds.run(CopyJob.copy("huawei", FourClouds.huawei("taken")).withId("2"));

        assertThat(report.failures()).singleElement().satisfies(outcome -> {
            CopyFailure cause = outcome.cause().orElseThrow();
            assertThat(cause.type()).isEqualTo("ConflictException");
            assertThat(cause.code()).isEqualTo("IMG.0009");
            assertThat(cause.requestId()).isPresent();
            assertThat(cause.retryable()).isFalse();
        });
    }

    @Test
    void onFailure_receivesTheException_afterTheOutcome() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        clouds.ims.refuseTakenNames();
        clouds.run(CopyJob.copy("huawei", FourClouds.huawei("taken")).withId("1"));
        List<Object> events = new ArrayList<>();
        clouds.run(
                clouds.bulk()
                        .attempts(1)
                        .onOutcome(outcome -> events.add(outcome.client()))
                        .onFailure((outcome, exception) -> events.add(exception.getClass())),
                Stream.of(
                        CopyJob.copy("huawei", FourClouds.huawei("taken")).withId("2"),
                        CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "fine")),
                        CopyJob.copy("yandex", FourClouds.yandex("broken"))));

        assertThat(events)
                .containsSubsequence("huawei", ConflictException.class)
                .containsSubsequence("yandex", OperationFailedException.class)
                .hasSize(5);
    }
}
