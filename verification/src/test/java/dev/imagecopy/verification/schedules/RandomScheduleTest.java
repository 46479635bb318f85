package dev.imagecopy.verification.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.testing.NoLeaks;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever happens, in any order, and whichever parts misbehave: no logical call makes two copies, no operation is lost, nothing
 * leaks, no secret is shown, every wait ends. 20,000 runs, however long they take; 1,000,000 with {@code -Dsoak=true} (profile {@code soak}). Each run has a seed of its
 * own, from 1 on: {@code -Dschedules.firstSeed} and {@code -Dschedules.runs} choose a part of them, on which a long run may be
 * split.
 */
class RandomScheduleTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int RUNS = Integer.getInteger("schedules.runs", SOAK ? 1_000_000 : 20_000);
    private static final long FIRST_SEED = Long.getLong("schedules.firstSeed", 1);
    private static final int RUNS_BETWEEN_LINES = 50_000;
    private static final int MOST_FAILURES = 10;

    /**
     * Every second run uses a service with idempotency keys, the others one whose copies must be sent only once. In two of three
     * runs, the code around the engine misbehaves as well: rarely in one of them, often in the other.
     */
    private static ScheduleRun drawn(long seed) {
        int mischief = (int) (seed % 3) * 15;
        return seed % 2 == 0
                ? new ScheduleRun(seed, Repeatability.KEYED, true, true, mischief)
                : new ScheduleRun(seed, Repeatability.ONCE, false, true, mischief);
    }

    @Test
    void copies_whateverHappens_areMadeOnceAndAccountedFor() {
        List<String> failures = new ArrayList<>();
        int runs = 0;
        NoLeaks leaks = NoLeaks.start();
        for (; runs < RUNS && failures.size() < MOST_FAILURES; runs++) {
            try {
                drawn(FIRST_SEED + runs).runOverheard();
            } catch (AssertionError e) {
                failures.add(String.valueOf(e.getMessage()));
            }
            if ((runs + 1) % RUNS_BETWEEN_LINES == 0) {
                System.out.printf("random schedules: %d of %d runs%n", runs + 1, RUNS);
            }
        }
        leaks.close();
        System.out.printf("random schedules: %d runs from seed %d, %d failures%n", runs, FIRST_SEED, failures.size());
        assertThat(failures).as("failures in %d runs", runs).isEmpty();
        assertThat(runs).isEqualTo(RUNS).isPositive();
    }

    /** Seeds that once failed. */
    @ParameterizedTest
    @ValueSource(longs = {17_403, 17_595, 17_682, 17_856})
    void copies_withASeedThatOnceFailed_areMadeOnceAndAccountedFor(long seed) {
        new ScheduleRun(seed, seed % 2 == 0 ? Repeatability.KEYED : Repeatability.ONCE, seed % 2 == 0, false, 0).run();
    }

    /** Seeds with mischief that once failed. */
    @ParameterizedTest
    @ValueSource(longs = 521_402)
    void copies_withMischiefThatOnceFailed_areMadeOnceAndAccountedFor(long seed) {
        drawn(seed).runOverheard();
    }

    /** The search for secrets must be able to fail, in each of the places that it looks at. */
    @Test
    void secrets_whenTheEngineTellsThem_areCaught() {
        Judge judge = new Judge(1);

        assertThatThrownBy(() -> CapturedLog.watch(
                        judge::hear, () -> LoggerFactory.getLogger("test").debug("signed with {}", ModelType.SECRET)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a secret in: DEBUG signed with");
        assertThatThrownBy(() ->
                        new Overhearing(judge::hear).callStarted(new CallStarted(1, "ModelClient", ModelType.SECRET)))
                .isInstanceOf(AssertionError.class);
    }

    /** Declared as repeatable by key, on a service that knows no keys: the rule is broken, and the model must say so. */
    @Test
    void copies_whenTheRepeatabilityRuleIsBroken_areCaughtByTheModel() {
        List<String> failures = new ArrayList<>();
        for (long seed = 1; seed <= 500; seed++) {
            try {
                new ScheduleRun(seed, Repeatability.KEYED, false, seed % 2 == 0, 0).run();
            } catch (AssertionError e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        assertThat(failures).anyMatch(failure -> failure.contains("copies for one logical call"));
    }
}
