package dev.imagecopy.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingCredentialsProviderTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final Queue<Runnable> refreshes = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refreshed = new AtomicInteger();
    private final List<Token> invalidated = new ArrayList<>();
    private Duration life = Duration.ofHours(1);
    private RuntimeException failure;

    private record Token(int number, Optional<Instant> expiresAt) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }

    private final CredentialsProvider<Token> source = new CredentialsProvider<>() {
        @Override
        public Token resolve() {
            int number = asked.incrementAndGet();
            if (failure != null) {
                throw failure;
            }
            return new Token(number, Optional.ofNullable(life).map(time.now()::plus));
        }

        @Override
        public void invalidate(Token refused) {
            invalidated.add(refused);
        }
    };

    private CachingCredentialsProvider<Token> cache(Executor executor) {
        return new CachingCredentialsProvider<>(source, time, new Random(1), executor, refreshed::incrementAndGet);
    }

    private void land() {
        refreshes.remove().run();
    }

    @Test
    void resolve_whenNothingIsHeld_asksTheSourceOnce() {
        var cache = cache(Runnable::run);

        assertThat(cache.resolve().number()).isEqualTo(1);
        assertThat(cache.resolve().number()).isEqualTo(1);
        assertThat(asked).hasValue(1);
        assertThat(refreshed).hasValue(1);
    }

    @Tag("FAULT-94")
    @Test
    void resolveAsync_whenTheSourceHangs_asksAnewAfterAMinute() {
        var cache = cache(refreshes::add);
        CompletableFuture<Token> first = cache.resolveAsync();
        time.advance(Duration.ofSeconds(59));
        CompletableFuture<Token> joined = cache.resolveAsync();
        assertThat(refreshes).hasSize(1);

        time.advance(Duration.ofSeconds(1));
        CompletableFuture<Token> second = cache.resolveAsync();
        Runnable hung = refreshes.remove();
        land();

        assertThat(second.join().number()).isEqualTo(1);
        for (CompletableFuture<Token> waited : List.of(first, joined)) {
            assertThatThrownBy(waited::join)
                    .hasCauseInstanceOf(CredentialsException.class)
                    .hasMessageContaining("did not answer for 60 s");
        }
        hung.run(); // what comes late takes no place
        assertThat(cache.resolve().number()).isEqualTo(1);
    }

    @Test
    void resolveAsync_whenTheSourceAlwaysHangs_holdsFewThreads() {
        var cache = cache(refreshes::add);
        for (int minute = 0; minute < 20; minute++) {
            cache.resolveAsync();
            time.advance(Duration.ofMinutes(1));
        }

        assertThat(refreshes).hasSize(5);
        while (!refreshes.isEmpty()) {
            land();
        }
        assertThat(cache.resolve().number()).isEqualTo(5);
    }

    @Test
    void resolveAsync_whenTheSourceHangsInterruptibly_wakesIt() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        AtomicInteger asks = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CredentialsProvider<Token> hanging = () -> {
            if (asks.incrementAndGet() == 1) {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    woken.countDown();
                }
            }
            return new Token(asks.get(), Optional.empty());
        };
        var cache = new CachingCredentialsProvider<>(hanging, time);
        cache.resolveAsync();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        time.advance(Duration.ofMinutes(1));

        assertThat(cache.resolve().number()).isEqualTo(2);
        assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void resolveAsync_whileARefreshIsUnderWay_joinsIt() {
        var cache = cache(refreshes::add);

        var first = cache.resolveAsync();
        var second = cache.resolveAsync();
        first.cancel(true); // takes nothing from the others
        land();

        assertThat(refreshes).isEmpty();
        assertThat(second.join().number()).isEqualTo(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void resolve_whenCredentialsNeverEnd_keepsThemForEver() {
        life = null;
        var cache = cache(Runnable::run);
        cache.resolve();
        time.advance(Duration.ofDays(10_000));

        assertThat(cache.resolve().number()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, PT53M59S, PT55M1S", // 5 minutes before the end, earlier by jitter of up to a fifth
        "PT20M, PT17M35S, PT18M1S", // a tenth of a short life
        "PT10S, PT8.7S, PT9.1S",
    })
    void resolve_nearTheEnd_refreshesInTheBackground(Duration lifetime, Duration tooSoon, Duration due) {
        life = lifetime;
        var cache = cache(refreshes::add);
        var first = cache.resolveAsync();
        land();
        time.advance(tooSoon);
        assertThat(cache.resolve()).isEqualTo(first.join());
        assertThat(refreshes).isEmpty();

        time.advance(due.minus(tooSoon));

        assertThat(cache.resolve()).isEqualTo(first.join()); // the present ones, without waiting
        assertThat(cache.resolve()).isEqualTo(first.join());
        assertThat(refreshes).hasSize(1);
        land();
        assertThat(cache.resolve().number()).isEqualTo(2);
    }

    @Test
    void resolve_atTheVeryEnd_waitsForNewOnes() {
        var cache = cache(Runnable::run);
        cache.resolve();
        time.advance(Duration.ofHours(1));

        assertThat(cache.resolve().number()).isEqualTo(2);
    }

    @Test
    void resolve_whenARefreshFails_servesTheLastGoodOnesAndTriesAgainAfter5Seconds() {
        var cache = cache(Runnable::run);
        cache.resolve();
        time.advance(Duration.ofMinutes(56));
        failure = new CredentialsException("down", ErrorContext.none(true), null);

        assertThat(cache.resolve().number()).isEqualTo(1);
        assertThat(cache.resolve().number()).isEqualTo(1);
        assertThat(asked).hasValue(2);
        time.advance(Duration.ofMillis(4999));
        cache.resolve();
        assertThat(asked).hasValue(2);
        time.advance(Duration.ofMillis(1));
        cache.resolve();
        assertThat(asked).hasValue(3);
        time.advance(Duration.ofMinutes(4)); // over
        assertThatThrownBy(cache::resolve).isSameAs(failure);
        failure = null;
        assertThat(cache.resolve().number()).isEqualTo(5);
    }

    @Test
    void resolve_whenTheWallClockJumps_countsOnTheMonotonicClock() {
        var cache = cache(Runnable::run);
        cache.resolve();

        time.jumpWallClock(Duration.ofDays(3));
        assertThat(cache.resolve().number()).isEqualTo(1);
        time.jumpWallClock(Duration.ofDays(-6));
        time.advance(Duration.ofHours(1));
        assertThat(cache.resolve().number()).isEqualTo(2);
    }

    @Test
    void resolve_whenCredentialsArriveExpired_givesThemOnceAndAsksAgain() {
        life = Duration.ofSeconds(-1);
        var cache = cache(Runnable::run);

        assertThat(cache.resolve().number()).isEqualTo(1);
        assertThat(cache.resolve().number()).isEqualTo(2);
    }

    @Test
    void invalidate_whenTheyAreHeld_tellsTheSourceAndFetchesAnew() {
        var cache = cache(Runnable::run);
        Token refused = cache.resolve();

        cache.invalidate(refused);
        cache.invalidate(refused); // a second call that was refused the same

        assertThat(cache.resolve().number()).isEqualTo(2);
        cache.invalidate(refused); // a straggler: new ones are held by now
        assertThat(cache.resolve().number()).isEqualTo(2);
        assertThat(invalidated).containsExactly(refused);
    }

    @Test
    void resolve_whenTheSourceThrowsSomethingElse_saysThatItFailed() {
        failure = new IllegalStateException("bug");
        assertThatThrownBy(cache(Runnable::run)::resolve)
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the source of credentials failed")
                .hasCause(failure);
    }

    @Test
    void resolve_whenTheSourceThrowsAnError_isNotStuck() {
        int[] calls = new int[1];
        var cache = new CachingCredentialsProvider<>(
                () -> {
                    if (calls[0]++ == 0) {
                        throw new StackOverflowError();
                    }
                    return new Token(7, Optional.empty());
                },
                time,
                new Random(1),
                Runnable::run,
                () -> {});

        assertThatThrownBy(cache::resolve).isInstanceOf(CredentialsException.class);
        assertThat(cache.resolve().number()).isEqualTo(7);
    }

    @Test
    void resolve_whenTheExecutorRefuses_failsAndRecovers() {
        boolean[] refuse = {true};
        var cache = cache(work -> {
            if (refuse[0]) {
                throw new java.util.concurrent.RejectedExecutionException();
            }
            work.run();
        });

        assertThatThrownBy(cache::resolve).isInstanceOf(CredentialsException.class);
        refuse[0] = false;
        assertThat(cache.resolve().number()).isEqualTo(1);
    }

    @Test
    void resolve_whenTheObserverThrows_keepsWhatWasFetched() {
        var cache = new CachingCredentialsProvider<>(source, time, new Random(1), Runnable::run, () -> {
            throw new IllegalStateException("observer");
        });

        assertThat(cache.resolve().number()).isEqualTo(1);
        assertThat(cache.resolve().number()).isEqualTo(1);
    }

    @Test
    void resolve_whenInterrupted_endsWithTheFlagAndLeavesTheRefreshToOthers() {
        var cache = cache(refreshes::add);
        Thread.currentThread().interrupt();

        assertThatThrownBy(cache::resolve).isInstanceOf(SdkInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        land();
        assertThat(cache.resolve().number()).isEqualTo(1);
    }

    @RepeatedTest(20)
    void resolve_byAThousandThreadsAtExpiry_refreshesOnce() throws InterruptedException {
        var cache = new CachingCredentialsProvider<>(source, time);
        cache.resolve();
        time.advance(Duration.ofHours(1));
        CountDownLatch start = new CountDownLatch(1);
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Thread thread = new Thread(() -> {
                await(start);
                for (int call = 0; call < 20; call++) {
                    seen.add(cache.resolve().number());
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(seen).hasSize(1000).containsOnly(2);
        assertThat(asked).hasValue(2);
    }

    @Test
    void resolveAsync_byAThousandCallersAtExpiry_refreshesOnce() {
        var cache = cache(refreshes::add);
        List<CompletableFuture<Token>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(cache.resolveAsync());
        }

        land();

        assertThat(waiting).allMatch(future -> future.join().number() == 1);
        assertThat(refreshes).isEmpty();
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void chain_takesTheFirstThatAnswersAndStaysWithIt() {
        int[] probes = new int[1];
        var chain = new CredentialsChain<>(List.of(
                new CredentialsChain.Link<Token>("environment", () -> {
                    probes[0]++;
                    throw new CredentialsException("not set", ErrorContext.none(false), null);
                }),
                new CredentialsChain.Link<>("file", source)));

        assertThat(chain.resolve().number()).isEqualTo(1);
        assertThat(chain.resolve().number()).isEqualTo(2);
        assertThat(probes[0]).isEqualTo(1);
        Token refused = chain.resolve();
        chain.invalidate(refused);
        assertThat(invalidated).containsExactly(refused);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void chain_whenNoneAnswers_namesEachReason(boolean oneMayPass, boolean retryable) {
        var chain = new CredentialsChain<Token>(List.of(
                new CredentialsChain.Link<>("environment", () -> {
                    throw new CredentialsException("not set", ErrorContext.none(false), null);
                }),
                new CredentialsChain.Link<>("metadata", () -> {
                    throw new CredentialsException("timed out", ErrorContext.none(oneMayPass), null);
                })));
        chain.invalidate(new Token(1, Optional.empty())); // nothing was chosen: nothing happens

        assertThatThrownBy(chain::resolve)
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                        .isEqualTo(retryable))
                .hasMessage("no credentials found: environment: not set; metadata: timed out");
    }

    @Test
    void chain_withoutLinks_isRefused() {
        assertThatThrownBy(() -> new CredentialsChain<Token>(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void provider_ofFixedCredentials_returnsThemAndIgnoresRefusals() {
        Token fixed = new Token(1, Optional.empty());
        CredentialsProvider<Token> provider = CredentialsProvider.of(fixed);

        provider.invalidate(fixed);

        assertThat(provider.resolve()).isSameAs(fixed);
        assertThat(provider.resolveAsync()).isCompletedWithValue(fixed);
        CredentialsProvider<Token> broken = () -> {
            throw new IllegalStateException("bug");
        };
        assertThat(broken.resolveAsync()).isCompletedExceptionally();
    }
}
