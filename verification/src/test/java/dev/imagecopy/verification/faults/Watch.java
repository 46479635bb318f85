package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.NoLeaks;
import dev.imagecopy.verification.clouds.Clockwork;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Holds a test to what every test must keep: the error is typed and says its call, nothing leaks (threads, connections,
 * timers, uncaught exceptions), no secret shows, and everything is closed.
 */
final class Watch {
    /** Goes out as credentials, in a query, in a body; must not come back in any text. */
    static final String CANARY = "canary-7f3a9c-secret";

    private static final Duration LEAK_BOUND = Duration.ofSeconds(20);
    private static final Pattern CALL = Pattern.compile("[A-Z][A-Za-z]+Client\\.[a-z][A-Za-z]+ failed: ");

    private final NoLeaks leaks = NoLeaks.start();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> sights = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();

    /** Closes something when the case is over, before leaks are looked for. */
    <C extends AutoCloseable> C own(C resource) {
        owned.add(resource);
        return resource;
    }

    /** Makes a clock that stands still; timers left on it are leaks. */
    ManualTimeSource clock() {
        ManualTimeSource time = new ManualTimeSource();
        leaks.watching("timers", time::pendingTasks)
                .watching("timer tasks that threw", () -> time.taskFailures().size());
        return time;
    }

    /** Makes a clock that runs from timer to timer. */
    ManualTimeSource runningClock() {
        ManualTimeSource time = clock();
        own(Clockwork.start(time));
        return time;
    }

    /** Remembers a text in which no secret may show. */
    void show(Object value) {
        texts.add(String.valueOf(value));
        if (value instanceof Throwable thrown) {
            StringWriter all = new StringWriter();
            thrown.printStackTrace(new PrintWriter(all, true)); // causes and suppressed exceptions included
            texts.add(all.toString());
        }
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
        assertThat(texts).noneMatch(text -> text.contains(CANARY));
    }

    private static void end(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError("closing " + resource + " failed", e);
        }
    }
}
