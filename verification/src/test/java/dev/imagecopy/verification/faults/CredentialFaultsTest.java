package dev.imagecopy.verification.faults;

import static dev.imagecopy.core.retry.Repeatability.ONCE;
import static dev.imagecopy.core.retry.Repeatability.SAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.verification.clouds.Clouds;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 75 and 76: many who need new credentials at once, and secrets that no header can hold. */
@FaultTable
class CredentialFaultsTest {
    private static final int CALLERS = 1_000;
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final Map<String, String> UNFIT = new TreeMap<>(Map.of(
            "CRLF",
            Watch.CANARY + "\r\nX-Evil: 1",
            "NUL",
            Watch.CANARY + "\u0000",
            "not ASCII",
            Watch.CANARY + "\u00e9"));

    static Stream<Arguments> unfitValues() {
        return Mode.withEach(UNFIT);
    }

    static Stream<Arguments> unfitValuesOnce() {
        return unfitValues().filter(arguments -> arguments.get()[0] == Mode.SYNC);
    }

    @Tag("FAULT-76")
    @ParameterizedTest
    @MethodSource("unfitValues")
    void call_whenATokenFitsNoHeader_isRefused(Mode mode, String variant, String value, Watch watch) throws Exception {
        watch.saw(variant + " in a token", unfitToken(mode, watch, value));
    }

    @Tag("FAULT-76")
    @ParameterizedTest
    @MethodSource("unfitValues")
    void header_whenItsValueFitsNoHeader_isRefused(Mode mode, String variant, String value, Watch watch)
            throws Exception {
        watch.saw(variant + " in a header", unfitHeader(watch, value));
    }

    @Tag("FAULT-76")
    @ParameterizedTest
    @MethodSource("unfitValues")
    void bearer_whenItFitsNoHeader_isRefused(Mode mode, String variant, String value, Watch watch) throws Exception {
        watch.saw(variant + ", Service Fabric", unfitBearer(mode, watch, value));
    }

    @Tag("FAULT-76")
    @ParameterizedTest
    @MethodSource("unfitValuesOnce")
    void credentials_whenTheyFitNoHeader_areRefused(Mode mode, String variant, String value, Watch watch)
            throws Exception {
        watch.saw(variant + ", the other clouds", unfitSecrets(watch, value));
    }

    /** A source that answers once all who ask are waiting for it. */
    private static final class Source implements CredentialsProvider<Probe.Token> {
        private final ManualTimeSource time;
        private final AtomicInteger fetches = new AtomicInteger();
        private volatile CountDownLatch open = new CountDownLatch(0);

        Source(ManualTimeSource time) {
            this.time = time;
        }

        @Override
        public Probe.Token resolve() {
            int number = fetches.incrementAndGet();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Probe.Token(
                    Secret.of(Watch.CANARY + number), Optional.of(time.now().plus(Duration.ofHours(1))));
        }
    }

    @Tag("FAULT-75")
    @ParameterizedTest
    @EnumSource
    void calls_whenCredentialsExpire_refreshThemOnce(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        Source source = new Source(time);
        FakeTransport transport = new FakeTransport(time);
        transport.otherwise(request -> Probe.json("{\"id\":\"thing-1\"}"));
        Probe probe = watch.own(Probe.inMemory(transport, time)
                .credentials(new CachingCredentialsProvider<>(source, time))
                .build());
        probe.send(SAFE, mode);
        time.advance(Duration.ofHours(1));
        source.open = new CountDownLatch(1);
        List<Future<String>> answers = mode == Mode.SYNC ? askFromThreads(probe) : ask(probe);
        source.open.countDown();
        for (Future<String> answer : answers) {
            assertThat(Mode.join(answer)).isEqualTo("thing-1");
        }
        assertThat(source.fetches).hasValue(2);
        assertThat(transport.requests()).hasSize(CALLERS + 1);
        watch.saw("1 refresh for 1,000 calls");
    }

    private static List<Future<String>> ask(Probe probe) {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            CompletableFuture<String> answer =
                    probe.runtime().executeAsync(Probe.call(SAFE), "thing", CallOptions.defaults());
            assertThat(answer).isNotDone();
            answers.add(answer);
        }
        return answers;
    }

    private static List<Future<String>> askFromThreads(Probe probe) {
        List<Future<String>> answers = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            FutureTask<String> answer = new FutureTask<>(() -> probe.send(SAFE, Mode.SYNC));
            answers.add(answer);
            callers.add(new Thread(null, answer, "caller-" + i, 1 << 18));
        }
        callers.forEach(Thread::start);
        await().atMost(BOUND)
                .until(() -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.TIMED_WAITING));
        return answers;
    }

    /** Refused before anything is sent, in words that do not show it. */
    private static void refused(Watch watch, Callable<?> act) {
        Throwable refusal = Mode.failure(act);
        watch.show(refusal);
        assertThat(refusal).isInstanceOfAny(IllegalArgumentException.class, CredentialsException.class);
    }

    private static String unfitToken(Mode mode, Watch watch, String value) {
        Peer peer = watch.own(Peer.always(Peer.ok()));
        Probe probe = watch.own(Probe.at(peer.uri())
                .credentials(() -> new Probe.Token(Secret.of(value)))
                .build());
        refused(watch, () -> probe.send(ONCE, mode));
        refused(watch, () -> probe.send(SAFE, mode));
        assertThat(peer.arrivals()).isZero();
        return "refused without showing the value, 0 arrivals";
    }

    private static String unfitHeader(Watch watch, String value) {
        refused(watch, () -> CallOptions.builder().header("X-Own", value).build());
        return "IllegalArgumentException without the value";
    }

    private static String unfitBearer(Mode mode, Watch watch, String value) {
        ManualTimeSource time = watch.clock();
        ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
        refused(watch, () -> {
            ServiceFabricClient client = watch.own(Clouds.fabric(cluster, time)
                    .credentials(ServiceFabricCredentials.bearer(() -> value))
                    .build());
            return mode.copy(client, Clouds.fabricCopy().build());
        });
        assertThat(cluster.requests()).isEmpty();
        return "refused without showing the value, 0 arrivals";
    }

    private static String unfitSecrets(Watch watch, String value) {
        refused(watch, () -> HuaweiCredentials.token(value));
        refused(watch, () -> HuaweiCredentials.temporary("key", "secret", value));
        refused(watch, () -> YandexCredentials.iamToken(value));
        refused(watch, () -> AlibabaCredentials.sts("key", "secret", value));
        return "IllegalArgumentException without the value, where the credentials are made";
    }
}
