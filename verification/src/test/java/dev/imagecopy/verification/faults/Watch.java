package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.NoLeaks;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.verification.clouds.Clockwork;
import dev.imagecopy.verification.schedules.Overhearing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;

/**
 * Checks the six invariants in every test of the fault table:
 *
 * <ol type="a">
 *   <li>errors are typed, name their call in one line, and carry a resume token if there is something to resume
 *       ({@link #typed}, {@link #resumable})
 *   <li>nothing is copied twice ({@link #own}; each test checks how many requests arrived)
 *   <li>no thread, connection or timer leaks ({@link #clock}, {@link #own})
 *   <li>no message, cause, suppressed exception, event, token or log line contains a secret ({@link #show}, {@link #hides})
 *   <li>every call ends in time ({@link #listener}); {@link FaultTable} ends a test that hangs
 *   <li>no thread ends with an uncaught exception
 * </ol>
 */
final class Watch {
    /** Goes out as credentials, in a query, in a body; must not come back in any text. */
    static final String CANARY = "canary-7f3a9c-secret";

    private static final Duration LEAK_BOUND = Duration.ofSeconds(20);
    private static final Pattern CALL = Pattern.compile("[A-Z][A-Za-z]+Client\\.[a-z][A-Za-z]+ failed: ");

    private final NoLeaks leaks = NoLeaks.start();
    private final Set<String> secrets = new CopyOnWriteArraySet<>(Set.of(CANARY));
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<String> sights = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private int clocks;

    Watch() {
        own(CapturedLog.to(this::show));
    }

    /** Adds a text that must not be shown. */
    void hides(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
        }
    }

    /** Closes a resource at the end, before the check for leaks. A simulator must not have copied anything twice. */
    <C extends AutoCloseable> C own(C resource) {
        owned.add(resource);
        return resource;
    }

    /** Makes a clock that stands still; timers left on it are leaks. */
    ManualTimeSource clock() {
        ManualTimeSource time = new ManualTimeSource();
        int number = ++clocks;
        leaks.watching("timers of clock " + number, time::pendingTasks)
                .watching("tasks of clock " + number + " that threw", () -> time.taskFailures()
                        .size());
        return time;
    }

    /** Makes a clock that runs from timer to timer. */
    ManualTimeSource runningClock() {
        ManualTimeSource time = clock();
        own(Clockwork.start(time));
        return time;
    }

    /** Checks that a value, as text, contains no secret. */
    void show(Object value) {
        showText(String.valueOf(value));
        if (value instanceof Throwable thrown) {
            StringWriter all = new StringWriter();
            thrown.printStackTrace(new PrintWriter(all, true)); // causes and suppressed exceptions included
            showText(all.toString());
        }
    }

    private void showText(String text) {
        if (secrets.stream().anyMatch(text::contains)) {
            wrong.add("a secret in: " + text);
        }
    }

    /** Checks that no event contains a secret, and that every call ends in time on the client's clock. */
    SdkListener listener(Duration callTimeout) {
        return new Overhearing(event -> {
            show(event);
            if (event instanceof CallFinished finished && finished.duration().compareTo(callTimeout) > 0) {
                wrong.add("it took too long: " + finished);
            }
        });
    }

    /** Checks what every error of the SDK must be. */
    <E extends SdkException> E typed(Throwable thrown, Class<E> type) {
        show(thrown);
        assertThat(thrown).isInstanceOf(type);
        assertThat(thrown.getMessage()).doesNotContain("\n").containsPattern(CALL);
        return type.cast(thrown);
    }

    /** Checks an error after which the operation can be picked up. */
    <E extends SdkException> E resumable(Throwable thrown, Class<E> type) {
        E error = typed(thrown, type);
        String token = error.resumeToken().orElseThrow().value();
        show(new String(
                Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1)), StandardCharsets.UTF_8));
        return error;
    }

    /** Notes the outcome for the table. */
    void saw(String outcome) {
        sights.add(outcome);
    }

    /** Notes the outcome of one of a row's variants. */
    void saw(String variant, String outcome) {
        sights.add(variant + ": " + outcome);
    }

    /** What goes into the table. */
    List<String> sights() {
        return List.copyOf(sights);
    }

    /** Closes what is owned, then looks for leaks and secrets. */
    void end() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            end(owned.get(i));
        }
        leaks.check(LEAK_BOUND);
        assertThat(wrong).isEmpty();
    }

    private static void end(AutoCloseable resource) {
        if (resource instanceof Simulator service && !(service instanceof ServiceFabricSimulator)) {
            service.assertNothingCopiedTwice(); // Service Fabric copies again if nothing arrived
        }
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError("closing " + resource + " failed", e);
        }
    }
}
