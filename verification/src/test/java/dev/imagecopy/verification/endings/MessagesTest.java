package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clockwork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What exceptions say: which method failed, what the copy was about, and what to do next. */
class MessagesTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final Clockwork clock = Clockwork.start(time);

    @AfterEach
    void stopTheClock() {
        clock.close();
    }

    private static Throwable thrown(Callable<?> blocking) {
        return catchThrowable(blocking::call);
    }

    private static Throwable failed(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_whateverCallOfItIsRefused_isNamedAsTheCallThatFailed(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().failNext(Fault.status(403).times(99));

            assertThat(thrown(stage::copy)).hasMessageContaining(".copyImage failed: ");
            assertThat(failed(stage.copyAsync())).hasMessageContaining(".copyImage failed: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheCopyFails_namesSourceAndDestination(Cloud cloud) {
        for (boolean async : new boolean[] {false, true}) {
            try (Stage<?, ?, ?> stage = cloud.stage(time)) {
                cloud.failCopies(stage);

                Throwable failure = async
                        ? failed(stage.copyAsync().thenCompose(copy -> copy.awaitAsync(LONG)))
                        : thrown(() -> stage.copy().await(LONG));

                assertThat(failure).isInstanceOf(OperationFailedException.class);
                assertThat(failure).hasMessageContaining(".copyImage failed: the copy of ");
                stage.copied().forEach(word -> assertThat(failure).hasMessageContaining(word));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_afterClose_saysThatTheClientIsClosedAndWhatToDo(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.client().close();

            for (Throwable failure : new Throwable[] {
                thrown(stage::copy), thrown(() -> stage.copyAsync().join())
            }) {
                assertThat(failure)
                        .isInstanceOf(ClientClosedException.class)
                        .hasMessageContaining(
                                ".copyImage failed: the client is closed; make the call with another one");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheClientIsClosed_saysNotToStartTheCopyAgain(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().script(Timeline.lasting(LONG));
            Operation<?> copy = stage.copy();
            CompletableFuture<?> wait = copy.awaitAsync(LONG);
            stage.client().close();

            Throwable failure = failed(wait);

            assertThat(failure)
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("do not start it again; resume it with its token");
            assertThat(((SdkException) failure).resumeToken()).contains(copy.resumeToken());
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_afterClose_saysThatTheCopyGoesOn(Cloud cloud) throws Exception {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().script(Timeline.lasting(LONG));
            Operation<?> copy = stage.copy();
            stage.client().close();

            for (Callable<CancelResult> cancel : List.<Callable<CancelResult>>of(
                    copy::cancel, () -> copy.cancelAsync().get())) {
                Throwable failure = catchThrowable(() -> assertThat(cancel.call())
                        .as("of a cloud that has no cancel")
                        .isInstanceOf(CancelResult.NotSupported.class));
                Throwable cause = failure != null && failure.getCause() instanceof SdkException told ? told : failure;
                if (cause != null) {
                    assertThat(cause)
                            .isInstanceOf(ClientClosedException.class)
                            .hasMessageContaining(".cancel failed: the client is closed, and the operation goes on");
                    assertThat(((SdkException) cause).resumeToken()).isPresent();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenInterrupted_saysNotToStartTheCopyAgain(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().script(Timeline.lasting(LONG));
            Operation<?> copy = stage.copy();

            Thread.currentThread().interrupt();
            Throwable failure = thrown(() -> copy.await(LONG));

            assertThat(failure).isInstanceOf(InterruptedException.class).hasMessageContaining("do not start it again");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "HUAWEI", "YANDEX"})
    void copyImage_whenItsReplyIsLostForGood_saysToResume(Cloud cloud) {
        try (Stage<?, ?, ?> stage = cloud.stage(time)) {
            stage.simulator().failNext(Fault.resetReply().times(999));

            for (Throwable failure : new Throwable[] {thrown(stage::copy), failed(stage.copyAsync())}) {
                assertThat(failure)
                        .isInstanceOf(AmbiguousOutcomeException.class)
                        .hasMessageContaining("do not start it again, resume it with its token");
            }
        }
    }
}
