package dev.imagecopy.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.NoLeaks;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client's builder refuses, and in which words. */
class ClientBuilderTest {
    private static final ApiCall<String, String> READ =
            ApiCall.<String>get("read", "/r").anonymous().returning(response -> "ok");

    private final Settings settings = new Settings();

    static Stream<Arguments> nulls() {
        return Stream.of(
                setting("endpoint", builder -> builder.endpoint(null)),
                setting("transport", builder -> builder.transport(null)),
                setting("connectTimeout", builder -> builder.connectTimeout(null)),
                setting("attemptTimeout", builder -> builder.attemptTimeout(null)),
                setting("callTimeout", builder -> builder.callTimeout(null)),
                setting("retryPolicy", builder -> builder.retryPolicy(null)),
                setting("pollPolicy", builder -> builder.pollPolicy(null)),
                setting("rateLimiter", builder -> builder.rateLimiter(null)),
                setting("listener", builder -> builder.listener(null)),
                setting("interceptor", builder -> builder.addInterceptor(null)),
                setting("callbackExecutor", builder -> builder.callbackExecutor(null)),
                setting("timeSource", builder -> builder.timeSource(null)),
                setting("userAgentSuffix", builder -> builder.userAgentSuffix(null)));
    }

    private static Arguments setting(String name, Consumer<Settings> setter) {
        return Arguments.of(name, setter);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void setting_whenNull_isRefusedByItsName(String name, Consumer<Settings> setter) {
        assertThatThrownBy(() -> setter.accept(settings))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(name);
    }

    static Stream<Arguments> nullsOfValues() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        PollPolicy.Builder poll = PollPolicy.standard().toBuilder();
        return Stream.of(
                value("retryPolicy", () -> CallOptions.builder().retryPolicy(null)),
                value("callTimeout", () -> CallOptions.builder().callTimeout(null)),
                value("attemptTimeout", () -> CallOptions.builder().attemptTimeout(null)),
                value("idempotencyKey", () -> CallOptions.builder().idempotencyKey(null)),
                value("name", () -> CallOptions.builder().header(null, "v")),
                value("value", () -> CallOptions.builder().header("X-Mine", null)),
                value("transientBackoff", () -> new RetryPolicy(1, null, backoff)),
                value("throttledBackoff", () -> new RetryPolicy(1, backoff, null)),
                value("initialDelay", () -> poll.initialDelay(null).build()),
                value("minInterval", () -> PollPolicy.standard().toBuilder()
                        .minInterval(null)
                        .build()),
                value("maxInterval", () -> PollPolicy.standard().toBuilder()
                        .maxInterval(null)
                        .build()),
                value("notFoundGrace", () -> PollPolicy.standard().toBuilder()
                        .notFoundGrace(null)
                        .build()));
    }

    private static Arguments value(String name, Runnable making) {
        return Arguments.of(name, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nullsOfValues")
    void value_whenNull_isRefusedByItsName(String name, Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(NullPointerException.class).hasMessage(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ims.eu-west-101.example",
                "https://gateway.example/base/path",
                "https://gateway.example:1",
                "https://gateway.example:65535/v1.2/.well-known/..hidden/a...b",
                "HTTPS://gateway.example",
                "https://[2001:db8::1]:8443",
                "http://localhost:8080",
                "http://LOCALHOST",
                "http://127.0.0.1:1",
                "http://127.1.2.3",
                "http://[::1]:19080",
                "http://[0:0:0:0:0:0:0:1]:19080"
            })
    void endpoint_whenWellFormed_isAccepted(String address) {
        settings.endpoint(URI.create(address));

        assertThatCode(settings::validate).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.example | an absolute https address",
                "/v1/images | an absolute https address",
                "ftp://gateway.example | an absolute https address",
                "mailto:me@gateway.example | an absolute https address",
                "https:///v1 | an absolute https address",
                "https://under_score.example | an absolute https address",
                "https://under_score.example | underscore",
                "https://under_score.example:8443/v1 | underscore",
                "https://user:word@under_score.example | user info",
                "https://a23456789a23456789a23456789a23456789a23456789a23456789a23456789a.example | at most 63 between two dots",
                "gateway.example:443 | https:// is missing",
                "gateway.example:443/v1 | https:// is missing",
                "https://gateway.example:port | a port from 1 to 65535",
                "https://gateway.example:-1 | a port from 1 to 65535",
                "https://gateway.example:99999999999 | a port from 1 to 65535",
                "https://gateway.example:0 | a port from 1 to 65535",
                "https://gateway.example:65536 | a port from 1 to 65535",
                "https://gateway.example:2147483647 | a port from 1 to 65535",
                "https://user@gateway.example | user info",
                "https://user:word@gateway.example | user info",
                "https://@gateway.example | user info",
                "https://gateway.example?region=a | a query",
                "https://gateway.example? | a query",
                "https://gateway.example/#top | a fragment",
                "https://gateway.example/. | segments '.' and '..'",
                "https://gateway.example/.. | segments '.' and '..'",
                "https://gateway.example/a/../b | segments '.' and '..'",
                "https://gateway.example/a/./b | segments '.' and '..'",
                "https://gateway.example/a/%2e%2E/b | segments '.' and '..'",
                "https://gateway.example/%2e | segments '.' and '..'",
                "https://gateway.example/bäse | percent-encoded",
                "http://gateway.example | must use https",
                "http://localhost.gateway.example | must use https",
                "http://127.0.0.1.gateway.example | must use https",
                "http://10.0.0.1 | must use https"
            })
    void endpoint_whenItCouldLeadElsewhere_isRefusedWithoutBeingQuoted(String address, String reason) {
        settings.endpoint(URI.create(address));

        assertThatThrownBy(settings::validate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TestClient: endpoint must ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("user:word", "gateway.example", "me@");
    }

    @Test
    void endpoint_whenPlainHttpIsAllowed_isAccepted() {
        settings.endpoint(URI.create("http://gateway.example:8080")).allowPlaintext();

        assertThatCode(settings::validate).doesNotThrowAnyException();
    }

    @Test
    void endpoint_whenPlainHttpIsAllowed_keepsEveryOtherRule() {
        settings.endpoint(URI.create("http://user@gateway.example:0/../?q#f")).allowPlaintext();

        assertThat(catchThrowableOfType(IllegalArgumentException.class, settings::validate))
                .hasMessageContainingAll("user info", "a query", "a fragment", "a port", "'.' and '..'");
    }

    @Test
    void settings_whenSeveralAreWrong_areAllNamedAtOnce() {
        settings.endpoint(URI.create("http://user@gateway.example?q"))
                .connectTimeout(Duration.ZERO)
                .attemptTimeout(Duration.ofSeconds(-1))
                .callTimeout(Duration.ZERO)
                .userAgentSuffix("a\nb" + "x".repeat(100));

        assertThatThrownBy(settings::validate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TestClient: endpoint must not contain user info; endpoint must not contain a query; "
                        + "endpoint must use https; http is accepted for loopback, or after allowPlaintext(); "
                        + "connectTimeout must be from 1 ms to 24 days; attemptTimeout must be positive; "
                        + "callTimeout must be positive; userAgentSuffix must have 0 to 100 characters, but has 103; "
                        + "userAgentSuffix must be visible ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999S", "PT577H"})
    void connectTimeout_whenASocketCannotExpressIt_isRefused(Duration timeout) {
        settings.connectTimeout(timeout);

        assertThatThrownBy(settings::validate).hasMessageContaining("connectTimeout must be from 1 ms to 24 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT576H"})
    void connectTimeout_atItsLimits_isAccepted(Duration timeout) {
        settings.connectTimeout(timeout);

        assertThatCode(settings::validate).doesNotThrowAnyException();
    }

    @Test
    void settings_whenNothingIsSet_areFine() {
        assertThatCode(settings::validate).doesNotThrowAnyException();
    }

    @Test
    void defaults_areThoseOfTheDesign() {
        ManualTimeSource time = new ManualTimeSource();
        FakeTransport transport =
                new FakeTransport(time).hang().hang().hang().hang().hang();
        try (ClientRuntime runtime =
                settings.timeSource(time).transport(transport).start()) {
            assertThat(catchThrowableOfType(
                            DeadlineExceededException.class, () -> runtime.execute(READ, "r", CallOptions.defaults())))
                    .hasMessageContaining("the deadline of 120000 ms passed");
        }

        assertThat(transport.sent()).hasSize(4);
        assertThat(transport.sent().subList(0, 3))
                .extracting(FakeTransport.Sent::timeout)
                .containsOnly(Duration.ofSeconds(30));
        assertThat(time.nanoTime()).isEqualTo(Duration.ofMinutes(2).toNanos());
    }

    @Test
    void start_beforeTheFirstCall_startsNoThreadAndAsksNobody() {
        NoLeaks threads = NoLeaks.start();
        ClientRuntime runtime = settings.start(); // a transport and clocks of its own
        threads.close();
        runtime.close();
    }

    private static final class Settings extends ClientBuilder<Settings> {
        @Override
        protected Settings self() {
            return this;
        }

        ClientRuntime start() {
            return setup().startRuntime(ProviderProfile.<Credentials>builder("TestClient", "test")
                    .endpoints(route -> URI.create("https://service.test"))
                    .credentials(() -> {
                        throw new AssertionError("nobody asks for credentials");
                    })
                    .signer((request, credentials, now) -> request)
                    .errors((response, body) -> {
                        throw new AssertionError("no answer comes");
                    })
                    .build());
        }

        void validate() {
            Checks checks = Checks.of("TestClient");
            setup().check(checks);
            checks.throwIfAny();
        }
    }
}
