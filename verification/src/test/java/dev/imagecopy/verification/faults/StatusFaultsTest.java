package dev.imagecopy.verification.faults;

import static dev.imagecopy.core.retry.Repeatability.KEYED;
import static dev.imagecopy.core.retry.Repeatability.ONCE;
import static dev.imagecopy.core.retry.Repeatability.SAFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 27 to 41 but for those of single providers: what statuses, hints and error bodies do. */
@FaultTable
class StatusFaultsTest {
    private static final String FAR = "99999999999";

    static Stream<Arguments> strangeHints() {
        return Mode.withEach(FAR, "-1", "abc", "", "0");
    }

    static Stream<Arguments> redirects() {
        return Mode.withEach(301, 302, 303, 307, 308);
    }

    @Tag("FAULT-27")
    @ParameterizedTest
    @EnumSource
    void post_when408_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw(lostOnce(mode, watch, Peer.status(408)));
    }

    @Tag("FAULT-28")
    @ParameterizedTest
    @EnumSource
    void post_when503WithAHint_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw(lostOnce(mode, watch, Peer.status(503, "Retry-After", "0")));
    }

    @Tag("FAULT-29")
    @ParameterizedTest
    @MethodSource("strangeHints")
    void call_whenTheHintIsStrange_isRepeatedAtOnce(Mode mode, String hint, Watch watch) throws Exception {
        watch.saw("'" + hint + "'", repeated(mode, watch, Peer.status(503, "Retry-After", hint)));
    }

    @Tag("FAULT-29")
    @ParameterizedTest
    @EnumSource
    void call_whenThereAreTwoHints_isRepeatedAtOnce(Mode mode, Watch watch) throws Exception {
        watch.saw("twice", repeated(mode, watch, Peer.status(503, "Retry-After", "0", "Retry-After", FAR)));
    }

    @Tag("FAULT-30")
    @ParameterizedTest
    @EnumSource
    void call_whenTheHintIsPast_isRepeatedAtOnce(Mode mode, Watch watch) throws Exception {
        watch.saw(
                "'Thu, 01 Jan 1970 00:00:00 GMT'",
                repeated(mode, watch, Peer.status(503, "Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT")));
    }

    @Tag("FAULT-30")
    @ParameterizedTest
    @EnumSource
    void call_whenTheHintIsInTheYear9999_isRepeatedAtOnce(Mode mode, Watch watch) throws Exception {
        watch.saw("year 9999", repeated(mode, watch, Peer.status(503, "Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")));
    }

    @Tag("FAULT-32")
    @ParameterizedTest
    @EnumSource
    void get_when421_isNotRepeated(Mode mode, Watch watch) throws Exception {
        watch.saw("GET", refused(mode, watch, SAFE, 421));
    }

    @Tag("FAULT-32")
    @ParameterizedTest
    @EnumSource
    void post_when421_isNotRepeated(Mode mode, Watch watch) throws Exception {
        watch.saw("POST", refused(mode, watch, ONCE, 421));
    }

    @Tag("FAULT-33")
    @ParameterizedTest
    @MethodSource("redirects")
    void call_whenRedirected_doesNotFollow(Mode mode, int status, Watch watch) throws Exception {
        watch.saw("" + status, redirected(mode, watch, status));
    }

    @Tag("FAULT-41")
    @ParameterizedTest
    @EnumSource
    void call_whenTheErrorIsAPage_quotesItOnOneLine(Mode mode, Watch watch) throws Exception {
        watch.saw("HTML", strangeBody(mode, watch, "<html>\n<b>bad\tgateway</b>"));
    }

    @Tag("FAULT-41")
    @ParameterizedTest
    @EnumSource
    void call_whenTheErrorBeginsWithABom_quotesItOnOneLine(Mode mode, Watch watch) throws Exception {
        watch.saw("BOM", strangeBody(mode, watch, "\uFEFF\u0007{"));
    }

    @Tag("FAULT-41")
    @ParameterizedTest
    @EnumSource
    void call_whenTheErrorHoldsASecret_hidesIt(Mode mode, Watch watch) throws Exception {
        watch.saw("secrets", strangeBody(mode, watch, "token=" + Watch.CANARY));
    }

    private static Probe quick(Watch watch, Peer peer) {
        return watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
    }

    private static String lostOnce(Mode mode, Watch watch, MockResponse answer) {
        Peer peer = watch.own(Peer.always(answer));
        Throwable error = quick(watch, peer).fail(ONCE, mode);
        watch.typed(error, AmbiguousOutcomeException.class);
        assertThat(peer.arrivals()).isEqualTo(1);
        return "1 arrival, AmbiguousOutcomeException";
    }

    private static String repeated(Mode mode, Watch watch, MockResponse first) throws Exception {
        Peer peer = watch.own(Peer.firstThenOk(first));
        assertThat(quick(watch, peer).send(KEYED, mode)).isEqualTo("thing-1");
        assertThat(peer.arrivals()).isEqualTo(2);
        return "hint ignored or met at once, success on attempt 2";
    }

    @Tag("FAULT-30")
    @Test
    void call_whenTheHintIsADate_waitsUntilThen(Watch watch) throws Exception {
        ManualTimeSource time = new ManualTimeSource();
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.now().plusSeconds(30).atOffset(ZoneOffset.UTC));
        Peer peer = watch.own(Peer.firstThenOk(Peer.status(503, "Retry-After", date)));
        Probe probe = watch.own(Probe.at(peer.uri()).timeSource(time).build());
        assertThat(probe.send(SAFE, Mode.SYNC)).isEqualTo("thing-1");
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
        watch.saw("in 30 s", "waited until the date");
    }

    @Tag("FAULT-31")
    @ParameterizedTest
    @EnumSource
    void call_whenTheHintIsBeyondTheDeadline_failsAtOnce(Mode mode, Watch watch) {
        Peer peer = watch.own(Peer.always(Peer.status(429, "Retry-After", "100")));
        CallOptions options =
                CallOptions.builder().callTimeout(Duration.ofSeconds(5)).build();
        ThrottledException error = watch.typed(quick(watch, peer).fail(SAFE, mode, options), ThrottledException.class);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(100));
        assertThat(error).hasMessageContaining("100000 ms");
        assertThat(peer.arrivals()).isEqualTo(1);
        watch.saw("ThrottledException at once, retryAfter PT1M40S, 1 arrival");
    }

    private static String refused(Mode mode, Watch watch, Repeatability repeatability, int status) {
        Peer peer = watch.own(Peer.always(Peer.status(status)));
        ApiException error = watch.typed(quick(watch, peer).fail(repeatability, mode), ApiException.class);
        assertThat(error.status()).isEqualTo(status);
        assertThat(peer.arrivals()).isEqualTo(1);
        return "1 arrival, ApiException " + status;
    }

    private static String redirected(Mode mode, Watch watch, int status) {
        Peer elsewhere = watch.own(Peer.always(Peer.ok()));
        Peer peer = watch.own(Peer.always(Peer.status(status, "Location", elsewhere.uri() + "things")));
        for (Repeatability repeatability : List.of(SAFE, ONCE)) {
            ApiException error = watch.typed(quick(watch, peer).fail(repeatability, mode), ApiException.class);
            assertThat(error.status()).isEqualTo(status);
        }
        assertThat(peer.arrivals()).isEqualTo(2);
        assertThat(elsewhere.arrivals()).isZero();
        return "not followed, ApiException " + status + ", nothing sent elsewhere";
    }

    /** Fresh tokens on demand, counted. */
    private static final class Tokens implements CredentialsProvider<Probe.Token> {
        private final AtomicInteger made = new AtomicInteger();
        private volatile Probe.Token token = next();

        private Probe.Token next() {
            return new Probe.Token(Secret.of(Watch.CANARY + "-" + made.incrementAndGet()));
        }

        @Override
        public Probe.Token resolve() {
            return token;
        }

        @Override
        public void invalidate(Probe.Token refused) {
            token = next();
        }
    }

    @Tag("FAULT-34")
    @ParameterizedTest
    @EnumSource
    void call_whenCredentialsAreStale_isSignedAnew(Mode mode, Watch watch) throws Exception {
        Peer peer = watch.own(Peer.firstThenOk(Peer.status(401)));
        Tokens tokens = new Tokens();
        Probe probe = watch.own(Probe.at(peer.uri()).credentials(tokens).build());
        assertThat(probe.send(ONCE, mode)).isEqualTo("thing-1");
        assertThat(tokens.made).hasValue(2);
        assertThat(peer.take().getHeaders().get("X-Auth-Token"))
                .isNotEqualTo(peer.take().getHeaders().get("X-Auth-Token"));
        watch.saw("1 refresh, signed anew, success");
    }

    @Tag("FAULT-35")
    @ParameterizedTest
    @EnumSource
    void call_whenCredentialsStayStale_fails(Mode mode, Watch watch) {
        Peer peer = watch.own(Peer.always(Peer.status(401)));
        Probe probe = watch.own(Probe.at(peer.uri()).credentials(new Tokens()).build());
        watch.typed(probe.fail(SAFE, mode), AuthenticationException.class);
        assertThat(peer.arrivals()).isEqualTo(2);
        watch.saw("2 arrivals, AuthenticationException");
    }

    @Tag("FAULT-36")
    @ParameterizedTest
    @EnumSource
    void call_whenTheClockIsWrong_isSignedByTheServicesClock(Mode mode, Watch watch) throws Exception {
        ManualTimeSource time = new ManualTimeSource();
        Instant theirs = time.now().plus(Duration.ofHours(2));
        String theirDate = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC));
        String ourDate = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.now().atOffset(ZoneOffset.UTC));
        MockResponse skewed = new MockResponse.Builder()
                .code(403)
                .addHeader("Date", theirDate)
                .body("{\"code\":\"ClockSkew\"}")
                .build();
        Peer peer = watch.own(Peer.answering(number -> number == 1
                ? skewed
                : Peer.ok()
                        .newBuilder()
                        .addHeader("Date", number == 2 ? theirDate : ourDate)
                        .build()));
        Probe probe = watch.own(Probe.at(peer.uri()).timeSource(time).build());
        for (int call = 0; call < 3; call++) {
            assertThat(probe.send(ONCE, mode)).isEqualTo("thing-1");
        }
        List<Instant> dates = new ArrayList<>();
        for (int request = 0; request < 4; request++) {
            dates.add(Instant.parse(String.valueOf(peer.take().getHeaders().get("X-Date"))));
        }
        assertThat(dates).containsExactly(time.now(), theirs, theirs, time.now());
        watch.saw("corrected after 1 refusal, corrected back when the clocks agreed");
    }

    /** While one call waits for its repeat, another client that shares the limiter is held back too. */
    @Tag("FAULT-37")
    @Test
    void call_whenThrottled_slowsAllThatShareTheLimiter(Watch watch) throws Exception {
        ManualTimeSource time = new ManualTimeSource();
        RateLimiter shared = RateLimiter.of(100, Duration.ofSeconds(1), 10);
        RetryPolicy slow = RetryPolicy.standard()
                .withThrottledBackoff(new Backoff(Duration.ofSeconds(40), Duration.ofSeconds(40)));
        Peer peer = watch.own(Peer.firstThenOk(Peer.status(429, "Retry-After", "30")));
        Probe first = watch.own(Probe.at(peer.uri())
                .retryPolicy(slow)
                .rateLimiter(shared)
                .timeSource(time)
                .build());
        Probe second = watch.own(
                Probe.at(peer.uri()).rateLimiter(shared).timeSource(time).build());
        CompletableFuture<String> waiting =
                first.runtime().executeAsync(Probe.call(ONCE), "thing", CallOptions.defaults());
        assertThat(time.awaitPendingTask(Duration.ofMinutes(1))).isTrue();
        assertThat(second.send(ONCE, Mode.SYNC)).isEqualTo("thing-1");
        assertThat(time.sleeps()).singleElement().satisfies(held -> assertThat(held)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(29)));
        time.advance(Duration.ofMinutes(1));
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo("thing-1");
        watch.saw("repeated after the hint; who shares the limiter waited as well");
    }

    @Tag("FAULT-39")
    @ParameterizedTest
    @EnumSource
    void calls_whenAllFail_spendTheBudgetThenRecover(Mode mode, Watch watch) throws Exception {
        Peer peer = watch.own(Peer.answering(number -> number <= 200 && number > 0 ? Peer.status(500) : Peer.ok()));
        Probe probe = quick(watch, peer);
        int calls = 0;
        int before;
        do {
            before = peer.arrivals();
            watch.typed(probe.fail(SAFE, mode), ServerErrorException.class);
            calls++;
        } while (peer.arrivals() - before > 1);
        assertThat(calls).isLessThanOrEqualTo(RetryBudget.CAPACITY / RetryBudget.TRANSIENT_COST / 3 + 2);
        int spent = peer.arrivals();
        while (peer.arrivals() < 200) {
            watch.typed(probe.fail(SAFE, mode), ServerErrorException.class);
        }
        assertThat(probe.send(SAFE, mode)).isEqualTo("thing-1");
        watch.saw("budget empty after " + spent + " arrivals, then 1 arrival a call, then recovered");
    }

    private static String strangeBody(Mode mode, Watch watch, String body) {
        Peer peer = watch.own(
                Peer.always(new MockResponse.Builder().code(400).body(body).build()));
        ApiException error = watch.typed(quick(watch, peer).fail(SAFE, mode), ApiException.class);
        watch.show(error.bodyExcerpt());
        assertThat(error.bodyExcerpt().orElse(""))
                .hasSizeLessThanOrEqualTo(2048)
                .doesNotContain("\n", "\t", "\u0007");
        return "excerpt on one line, without secrets";
    }

    @Tag("FAULT-41")
    @ParameterizedTest
    @EnumSource
    void call_whenTheErrorIsHuge_stopsReading(Mode mode, Watch watch) {
        Buffer body = new Buffer();
        body.writeUtf8("x".repeat(10 << 20));
        Peer peer = watch.own(
                Peer.always(new MockResponse.Builder().code(400).body(body).build()));
        watch.typed(quick(watch, peer).fail(SAFE, mode), ResponseFormatException.class);
        watch.saw("10 MiB", "ResponseFormatException");
    }
}
