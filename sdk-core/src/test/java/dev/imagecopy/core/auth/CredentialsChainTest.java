package dev.imagecopy.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsChain.Link;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain asked without blocking: each link answers when it likes. */
class CredentialsChainTest {
    private final Slow environment = new Slow();
    private final Slow metadata = new Slow();
    private final CredentialsChain<Key> chain =
            new CredentialsChain<>(List.of(new Link<>("environment", environment), new Link<>("metadata", metadata)));

    @Test
    void resolveAsync_whileALinkHasNotAnswered_blocksNobodyAndAsksNoOther() {
        CompletableFuture<Key> found = chain.resolveAsync();

        assertThat(found).isNotDone();
        assertThat(environment.asked).hasSize(1);
        assertThat(metadata.asked).isEmpty();
    }

    @Test
    void resolveAsync_whenTheFirstHasNone_asksTheNextAndStaysWithIt() {
        CompletableFuture<Key> found = chain.resolveAsync();
        environment.asked.get(0).completeExceptionally(none("not set", false));
        assertThat(found).isNotDone();
        metadata.asked.get(0).complete(new Key("a"));

        assertThat(found).isCompletedWithValue(new Key("a"));
        CompletableFuture<Key> again = chain.resolveAsync();
        metadata.asked.get(1).complete(new Key("b"));
        assertThat(again).isCompletedWithValue(new Key("b"));
        assertThat(environment.asked).hasSize(1);
    }

    @Test
    void resolveAsync_whenNoneAnswers_namesEachReason() {
        CompletableFuture<Key> found = chain.resolveAsync();
        environment.asked.get(0).completeExceptionally(none("not set", false));
        metadata.asked.get(0).completeExceptionally(none("timed out", true));

        assertThatThrownBy(found::join)
                .cause()
                .hasMessage("no credentials found: environment: not set; metadata: timed out")
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                        .isTrue());
        assertThat(chain.resolveAsync()).isNotDone(); // nothing is remembered: both are asked again
        assertThat(environment.asked).hasSize(2);
    }

    @Test
    void resolveAsync_whenALinkHasABug_failsWithItAndAsksNoOther() {
        CompletableFuture<Key> found = chain.resolveAsync();
        environment.asked.get(0).completeExceptionally(new IllegalStateException("bug"));

        assertThatThrownBy(found::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(metadata.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resolve_afterASourceThatFails_warnsOnceWithItsReason(boolean async) {
        CredentialsChain<Key> passing = new CredentialsChain<>(
                List.of(
                        new Link<>("absent", failing(CredentialsException.absent("not set", false))),
                        new Link<>("broken", failing(none("half of it\nis set", false))),
                        new Link<>("good", () -> new Key("a"))),
                "",
                "AClient");

        List<String> said = CapturedLog.of(() -> {
            resolved(passing, async);
            resolved(passing, async);
        });

        assertThat(said).containsExactly("WARN AClient passes over broken (half of it is set) and uses good");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resolve_tellsOnceWhichSourceWorks(boolean async) {
        List<String> found = new ArrayList<>();
        CredentialsChain<Key> telling = new CredentialsChain<>(
                List.of(
                        new Link<>("absent", failing(CredentialsException.absent("not set", false))),
                        new Link<>("good", () -> new Key("a"))),
                "",
                "AClient",
                found::add);

        resolved(telling, async);
        resolved(telling, async);

        assertThat(found).containsExactly("good");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resolve_whileAnotherCallFindsAnEarlierSource_usesThatOneTooAndTellsNothing(boolean async) {
        List<String> found = new ArrayList<>();
        Deque<CredentialsException> failures = new ArrayDeque<>(List.of(none("half set", false)));
        AtomicReference<CredentialsChain<Key>> contested = new AtomicReference<>();
        Link<Key> earlier = new Link<>("earlier", () -> {
            if (failures.isEmpty()) {
                return new Key("a");
            }
            throw failures.remove();
        });
        Link<Key> later = new Link<>("later", () -> {
            resolved(contested.get(), async); // what another call does meanwhile
            return new Key("b");
        });
        contested.set(new CredentialsChain<>(List.of(earlier, later), "", "AClient", found::add));

        List<String> said = CapturedLog.of(() -> {
            assertThat(resolved(contested.get(), async)).isEqualTo(new Key("a"));
            assertThat(resolved(contested.get(), async)).isEqualTo(new Key("a"));
        });

        assertThat(found).containsExactly("earlier");
        assertThat(said).isEmpty();
    }

    @Test
    void resolve_whenTheSourceOfAnotherCallFails_failsAsThatDoes() {
        CompletableFuture<Key> slow = chain.resolveAsync();
        environment.asked.get(0).completeExceptionally(none("not set", false));
        CompletableFuture<Key> fast = chain.resolveAsync();
        environment.asked.get(1).complete(new Key("a"));
        assertThat(fast).isCompletedWithValue(new Key("a"));

        metadata.asked.get(0).complete(new Key("b"));
        CredentialsException lost = none("lost", true);
        environment.asked.get(2).completeExceptionally(lost);

        assertThatThrownBy(slow::join).cause().isSameAs(lost);
        assertThat(metadata.asked).hasSize(1);
    }

    @Test
    void resolve_byTwoCallsAtOnce_tellsOnceWhichSourceWorks() throws Exception {
        for (int round = 0; round < 500; round++) {
            List<String> found = Collections.synchronizedList(new ArrayList<>());
            CyclicBarrier together = new CyclicBarrier(2);
            CredentialsProvider<Key> contested = () -> {
                await(together);
                return new Key("a");
            };
            CredentialsChain<Key> telling =
                    new CredentialsChain<>(List.of(new Link<>("contested", contested)), "", "AClient", found::add);
            Thread other = new Thread(telling::resolve);
            other.start();

            telling.resolve();
            other.join();

            assertThat(found).containsExactly("contested");
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resolve_afterAChosenSourceThatFails_asksNoOther(boolean async) {
        Exception cause = new IllegalStateException("cause");
        CredentialsChain<Key> ended = new CredentialsChain<>(
                List.of(
                        new Link<>("absent", failing(CredentialsException.absent("not set", false))),
                        new Link<>(
                                "role", failing(CredentialsException.chosen("refused (ROLE names it)", true, cause))),
                        new Link<>("other", () -> {
                            throw new AssertionError("asked");
                        })),
                "advice");

        assertThatThrownBy(() -> resolved(ended, async)).isInstanceOfSatisfying(CredentialsException.class, e -> {
            assertThat(e).hasMessage("no credentials found: absent: not set; role: refused (ROLE names it)");
            assertThat(e.isChosen()).isTrue();
            assertThat(e.retryable()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resolve_afterASourceThatFailsForNow_asksNoOtherAndChoosesNothing(boolean async) {
        List<String> found = new ArrayList<>();
        Deque<CredentialsException> failures = new ArrayDeque<>(List.of(none("503", true), none("lost", true)));
        CredentialsChain<Key> waiting = new CredentialsChain<>(
                List.of(
                        new Link<>("absent", failing(CredentialsException.absent("timed out", true))),
                        new Link<>("broken", failing(none("half set", false))),
                        new Link<>("busy", () -> {
                            if (failures.isEmpty()) {
                                return new Key("a");
                            }
                            throw failures.remove();
                        }),
                        new Link<>("other", () -> new Key("of somebody else"))),
                "advice",
                "AClient",
                found::add);

        List<String> said = CapturedLog.of(() -> {
            for (String reason : List.of("503", "lost")) {
                assertThatThrownBy(() -> resolved(waiting, async))
                        .isInstanceOfSatisfying(CredentialsException.class, e -> {
                            assertThat(e)
                                    .hasMessage("no credentials found: absent: timed out; broken: half set; busy: "
                                            + reason);
                            assertThat(e.retryable()).isTrue();
                            assertThat(e.isAbsent()).isFalse();
                        });
            }
            assertThat(resolved(waiting, async)).isEqualTo(new Key("a"));
        });

        assertThat(found).containsExactly("busy");
        assertThat(said).containsExactly("WARN AClient passes over broken (half set) and uses busy");
    }

    @Test
    void chain_ofWhichASourceFails_isNotAbsentItself() {
        CredentialsChain<Key> half = new CredentialsChain<>(List.of(
                new Link<>("absent", failing(CredentialsException.absent("not set", false))),
                new Link<>("broken", failing(none("half set", false)))));
        CredentialsChain<Key> empty =
                new CredentialsChain<>(List.of(new Link<>("absent", failing(CredentialsException.absent("x", false)))));

        assertThatThrownBy(half::resolve)
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.isAbsent())
                        .isFalse());
        assertThatThrownBy(empty::resolve)
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.isAbsent())
                        .isTrue());
    }

    private static CredentialsProvider<Key> failing(CredentialsException failure) {
        return () -> {
            throw failure;
        };
    }

    private static Key resolved(CredentialsChain<Key> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private static CredentialsException none(String reason, boolean retryable) {
        return new CredentialsException(reason, ErrorContext.none(retryable), null);
    }

    private record Key(String value) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(value));
        }
    }

    private static final class Slow implements CredentialsProvider<Key> {
        final List<CompletableFuture<Key>> asked = new ArrayList<>();

        @Override
        public Key resolve() {
            throw new AssertionError("asked in a way that blocks");
        }

        @Override
        public CompletableFuture<Key> resolveAsync() {
            CompletableFuture<Key> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        }
    }
}
