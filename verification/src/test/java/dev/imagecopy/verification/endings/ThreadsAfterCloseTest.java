package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.NoLeaks;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client's threads end with it, though the application's code blocks on them: a listener, a stage of a future, a source of
 * credentials. What blocks here listens to interrupts, as what the JDK waits with does.
 */
@Timeout(120)
class ThreadsAfterCloseTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Timeline SLOW = Timeline.lasting(Duration.ofHours(1));

    private final TimeSource time = TimeSource.system();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);

    private void block() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
    private <C extends Credentials> C askedForEver() {
        asked.countDown();
        block();
        throw new IllegalStateException("given up");
    }

    private <C extends Credentials> CachingCredentialsProvider<C> silentSource() {
        return new CachingCredentialsProvider<>(this::askedForEver, time);
    }

    /** Those of OkHttp and Okio, of which there is one each for the whole JVM, wait and keep no JVM alive. */
    private int busyThreadsOfOthers() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("OkHttp TaskRunner")
                        || thread.getName().equals("Okio Watchdog"))
                .filter(thread -> thread.getState() == Thread.State.RUNNABLE || !thread.isDaemon())
                .count();
    }

    /** Uses all that makes threads, closes both clients, and waits for the last thread to end. */
    private <R, T> void run(ImageCopyClient<R, T> client, ImageCopyClient<R, T> starved, R request) throws Exception {
        try (NoLeaks leaks = NoLeaks.start().watching("busy threads of OkHttp and Okio", this::busyThreadsOfOthers)) {
            Operation<T> copy = client.copyImage(request);
            copy.onProgress(snapshot -> {
                told.countDown();
                block();
            });
            CompletableFuture<T> wait = copy.awaitAsync(LONG);
            CompletableFuture<?> blocked = wait.handle((value, thrown) -> {
                block();
                return null;
            });
            CompletableFuture<?> waitsForCredentials = starved.copyImageAsync(request);
            told.await();
            asked.await();

            client.close();
            starved.close();
            time.close(); // as the client would, had it made its own

            leaks.check();
            assertThat(wait).isDone();
            assertThat(blocked).isDone();
            assertThat(waitsForCredentials).isDone();
        }
    }

    @Test
    void close_ofAnAlibabaClient_endsItsThreads() throws Exception {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.start()) {
            simulator.script(SLOW);
            run(
                    Clouds.alibaba(simulator, time).build(),
                    Clouds.alibaba(simulator, time).credentials(silentSource()).build(),
                    Clouds.alibabaCopy());
        }
    }

    @Test
    void close_ofAHuaweiClient_endsItsThreads() throws Exception {
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.start()) {
            simulator.script(SLOW);
            run(
                    Clouds.huawei(simulator, time).build(),
                    Clouds.huawei(simulator, time).credentials(silentSource()).build(),
                    Clouds.huaweiCopy());
        }
    }

    @Test
    void close_ofAYandexClient_endsItsThreads() throws Exception {
        try (YandexDesktopSimulator simulator = YandexDesktopSimulator.start()) {
            simulator.script(SLOW);
            run(
                    Clouds.yandex(simulator, time).build(),
                    Clouds.yandex(simulator, time).credentials(silentSource()).build(),
                    Clouds.yandexCopy());
        }
    }

    @Test
    void close_ofAServiceFabricClient_endsItsThreads() throws Exception {
        try (ServiceFabricSimulator cluster = Clouds.fabric(time)) {
            cluster.script(SLOW);
            run(
                    Clouds.fabric(cluster, time).build(),
                    Clouds.fabric(cluster, time)
                            .credentials(ServiceFabricCredentials.supplied(this::askedForEver))
                            .build(),
                    Clouds.fabricCopy().build());
        }
    }
}
