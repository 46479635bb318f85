package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.testsupport.tokens.ForgedToken;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a copy whose reply was lost may be sent again from a token, on the clouds that honour keys. */
class ResumeRightsTest {
    private static final Secret KEY = Secret.of("the application's own key, long enough");

    static Stream<KeyedCloud> clouds() {
        return Stream.of(new Alibaba(new ManualTimeSource()), new Yandex(new ManualTimeSource()));
    }

    @Tag("FAULT-89")
    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenTheTokenHasNoRight_onlyReadsAndNamesTheWays(KeyedCloud cloud) {
        try (cloud) {
            ResumeToken token = cloud.lostCopy(cloud.client(false, false));
            int sent = cloud.sent();

            assertThatThrownBy(() -> cloud.end(cloud.client(false, false), token))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("resumeTokenKey")
                    .hasMessageContaining("account, project or folder");
            assertThat(cloud.sent()).isEqualTo(sent);
        }
    }

    @Tag("FAULT-87")
    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenTheApplicationSignedTheToken_sendsTheCopyAgainUnderItsKey(KeyedCloud cloud) throws Exception {
        try (cloud) {
            ResumeToken token = cloud.lostCopy(cloud.client(true, false));

            cloud.end(cloud.client(true, false), token);

            assertThat(cloud.images()).isEqualTo(1);
        }
    }

    @Tag("FAULT-87")
    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenTheBuilderNamesTheTokensScope_sendsTheCopyAgainUnderItsKey(KeyedCloud cloud) throws Exception {
        try (cloud) {
            ResumeToken token = cloud.lostCopy(cloud.client(false, true));

            cloud.end(cloud.client(false, true), token);

            assertThat(cloud.images()).isEqualTo(1);
        }
    }

    @Tag("FAULT-89")
    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenTheSignedTokenWasChanged_onlyReads(KeyedCloud cloud) {
        try (cloud) {
            ResumeToken token = cloud.lostCopy(cloud.client(true, false));
            String forged = ForgedToken.content(token.value()).replace("\"version\":1", "\"version\":1,\"more\":2");
            int sent = cloud.sent();

            assertThatThrownBy(() -> cloud.end(cloud.client(true, false), new ResumeToken(ForgedToken.holding(forged))))
                    .isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(cloud.sent()).isEqualTo(sent);
        }
    }

    /** The repeat is what starts it, so it is young, however old the token is. */
    @Tag("FAULT-87")
    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenTheServiceShowsTheRepeatedCopyLate_waitsForIt(KeyedCloud cloud) throws Exception {
        try (cloud) {
            ResumeToken token = cloud.lostCopy(cloud.client(true, false));
            cloud.time().advance(Duration.ofMinutes(10));
            cloud.showsCopiesLate();

            cloud.end(cloud.client(true, false), token);

            assertThat(cloud.images()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenADayHasPassed_neverSendsAgain(KeyedCloud cloud) {
        try (cloud) {
            ResumeToken token = cloud.lostCopy(cloud.client(true, true));
            int sent = cloud.sent();
            cloud.time().advance(Duration.ofHours(24));

            assertThatThrownBy(() -> cloud.end(cloud.client(true, true), token))
                    .isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(cloud.sent()).isEqualTo(sent);
        }
    }

    @Tag("FAULT-89")
    @ParameterizedTest
    @MethodSource("clouds")
    void resume_whenTheStartLiesInTheFuture_neverSendsAgain(KeyedCloud cloud) {
        try (cloud) {
            String token = cloud.lostCopy(cloud.client(false, true)).value();
            String forged = ForgedToken.content(token)
                    .replaceFirst("\"startedAt\":\"[^\"]*\"", "\"startedAt\":\"2099-01-01T00:00:00Z\"");
            int sent = cloud.sent();

            assertThatThrownBy(() -> cloud.end(cloud.client(false, true), new ResumeToken(ForgedToken.holding(forged))))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("future");
            assertThat(cloud.sent()).isEqualTo(sent);
        }
    }

    /** A cloud in process, on one clock; Alibaba's copy has no name, so nothing but its key leads to it. */
    abstract static class KeyedCloud implements AutoCloseable {
        private static final int ATTEMPTS = 4; // of the call and what settles it together

        private final ManualTimeSource time;
        private final Simulator simulator;

        KeyedCloud(ManualTimeSource time, Simulator simulator) {
            this.time = time;
            this.simulator = simulator;
        }

        abstract ImageCopyClient<?, ?> client(boolean withKey, boolean withScope);

        abstract CompletableFuture<?> copy(ImageCopyClient<?, ?> client);

        abstract int images();

        ManualTimeSource time() {
            return time;
        }

        int sent() {
            return simulator.arrivals("copyImage");
        }

        /** No reply of the copy comes back, however often it is sent. */
        ResumeToken lostCopy(ImageCopyClient<?, ?> client) {
            simulator.failNext(Fault.dropRequest().on("copyImage").times(ATTEMPTS));
            CompletionException thrown =
                    catchThrowableOfType(CompletionException.class, time.runUntilDone(copy(client))::join);
            assertThat(simulator.pendingFaults()).isZero();
            client.close();
            return ((AmbiguousOutcomeException) thrown.getCause()).resumeToken().orElseThrow();
        }

        void showsCopiesLate() {
            simulator.script(Timeline.polls(2).invisibleFor(2));
        }

        /** What a wait for the resumed copy ends in. */
        void end(ImageCopyClient<?, ?> client, ResumeToken token) throws Exception {
            try (client) {
                time.runUntilDone(client.resume(token).awaitAsync(Duration.ofDays(2)))
                        .join();
            } catch (CompletionException e) {
                throw (Exception) e.getCause();
            }
        }

        <B extends ClientBuilder<B>> B common(B builder, boolean withKey) {
            B set = builder.transport(simulator.transport()).timeSource(time).callbackExecutor(Runnable::run);
            return withKey ? set.resumeTokenKey(KEY) : set;
        }

        @Override
        public void close() {
            simulator.close();
        }

        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    private static final class Alibaba extends KeyedCloud {
        private final AlibabaEcsSimulator simulator;

        Alibaba(ManualTimeSource time) {
            this(time, AlibabaEcsSimulator.inProcess(time));
        }

        private Alibaba(ManualTimeSource time, AlibabaEcsSimulator simulator) {
            super(time, simulator);
            this.simulator = simulator;
        }

        @Override
        AlibabaEcsClient client(boolean withKey, boolean withScope) {
            AlibabaEcsClient.Builder builder = common(AlibabaEcsClient.builder(), withKey)
                    .region(AlibabaEcsSimulator.SOURCE_REGION)
                    .credentials(AlibabaCredentials.accessKey(
                            AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET));
            return withScope ? builder.accountId("1001").build() : builder.build();
        }

        @Override
        CompletableFuture<?> copy(ImageCopyClient<?, ?> client) {
            return ((AlibabaEcsClient) client)
                    .copyImageAsync(AlibabaCopyImageRequest.builder()
                            .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                            .targetRegion(Clouds.ALIBABA_DESTINATION)
                            .build());
        }

        @Override
        int images() {
            return simulator.copies().size();
        }
    }

    private static final class Yandex extends KeyedCloud {
        private final YandexDesktopSimulator simulator;

        Yandex(ManualTimeSource time) {
            this(time, YandexDesktopSimulator.inProcess(time));
        }

        private Yandex(ManualTimeSource time, YandexDesktopSimulator simulator) {
            super(time, simulator);
            this.simulator = simulator;
        }

        @Override
        YandexDesktopClient client(boolean withKey, boolean withScope) {
            YandexDesktopClient.Builder builder = common(YandexDesktopClient.builder(), withKey)
                    .credentials(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN));
            return withScope ? builder.folderId(YandexDesktopSimulator.FOLDER).build() : builder.build();
        }

        @Override
        CompletableFuture<?> copy(ImageCopyClient<?, ?> client) {
            return ((YandexDesktopClient) client).copyImageAsync(Clouds.yandexCopy());
        }

        @Override
        int images() {
            return simulator.copies().size();
        }
    }
}
