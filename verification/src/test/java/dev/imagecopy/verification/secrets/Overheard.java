package dev.imagecopy.verification.secrets;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.verification.schedules.Overhearing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that a client says while it works: messages and causes, log lines, events, texts of objects, tokens. */
final class Overheard {
    @SuppressWarnings("JdkObsolete") // threads of a client write at the same time
    private final StringBuffer said = new StringBuffer();

    /** Something that a client is made to do. */
    interface Work {
        void run(Overheard ear) throws Exception;
    }

    private Overheard() {}

    static String of(Work work) {
        Overheard ear = new Overheard();
        CapturedLog.watch(line -> ear.hear("log", line), () -> {
            try {
                work.run(ear);
            } catch (Exception e) {
                ear.hear("thrown", e);
            }
        });
        return ear.said.toString();
    }

    SdkListener listener() {
        return new Overhearing(event -> hear("event", event));
    }

    void hear(String from, Object what) {
        said.append(
                from + ": " + (what instanceof Throwable e ? trace(e) : what) + '\n'); // at once: threads take turns
        if (what instanceof Throwable thrown) {
            tokens(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        if (what instanceof Operation<?> operation) {
            hear("snapshot", operation.latest());
            hear("token", operation.resumeToken());
        }
        if (what instanceof ResumeToken token) {
            String body = token.value().substring(token.value().indexOf('.') + 1);
            hear("token", new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
        }
    }

    /** The tokens of an exception, of its causes and of what it suppresses. */
    private void tokens(Throwable thrown, Set<Throwable> seen) {
        if (seen.add(thrown)) {
            if (thrown instanceof SdkException failure) {
                failure.resumeToken().ifPresent(token -> hear("token", token));
            }
            Stream.concat(Stream.ofNullable(thrown.getCause()), Stream.of(thrown.getSuppressed()))
                    .forEach(each -> tokens(each, seen));
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
