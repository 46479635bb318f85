package dev.imagecopy.verification.lostreplies;

import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LostRepliesTest {
    private static final int IN_PROCESS = 10_000;
    private static final int OVER_HTTP = 200;

    static Stream<Arguments> clouds() {
        return Stream.of(
                Arguments.argumentSet("Alibaba", new LossyAlibaba()),
                Arguments.argumentSet("Huawei", new LossyHuawei()),
                Arguments.argumentSet("Yandex", new LossyYandex()),
                Arguments.argumentSet("Service Fabric", new LossyFabric()));
    }

    @ParameterizedTest
    @MethodSource("clouds")
    void copyImage_whenRepliesAreLostIn10000RunsInProcess_neverMakesTwoImages(
            LossyCloud<?, ?, ?> cloud, TestReporter reporter) {
        Tally tally = new Tally();
        for (int seed = 0; seed < IN_PROCESS; seed++) {
            tally.add(cloud.runInProcess(seed));
        }
        reporter.publishEntry("runs in process", tally.toString());
        cloud.checkInProcess(tally, IN_PROCESS);
    }

    @ParameterizedTest
    @MethodSource("clouds")
    void copyImage_whenRepliesAreLostIn200RunsOverHttp_neverMakesTwoImages(
            LossyCloud<?, ?, ?> cloud, TestReporter reporter) {
        Tally tally = cloud.runOverHttp(OVER_HTTP);
        reporter.publishEntry("runs over HTTP", tally.toString());
        cloud.checkOverHttp(tally, OVER_HTTP);
    }
}
