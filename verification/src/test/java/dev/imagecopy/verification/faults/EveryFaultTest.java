package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.verification.lostreplies.Ending;
import dev.imagecopy.verification.lostreplies.LossyCloud;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row 84: the six invariants of {@link Watch} for every fault, on every cloud, sync and async, while a copy is started or polled,
 * once or for a long time. It runs in process, so that a case takes milliseconds; the rows before it use sockets.
 */
@FaultTable
class EveryFaultTest {
    /** More than all attempts and many polls, but not for ever, so that another client can find the copy. */
    private static final int OFTEN = 60;

    private static final int ATTEMPTS = 4;

    /** The default. A Service Fabric copy takes at most 75 s. */
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

    private static final String JSON = "application/json";
    private static final String HTML = "text/html";

    private static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("connection refused", Fault.refuseConnection());
        faults.put("request read, connection closed", Fault.dropRequest());
        faults.put("reply lost", Fault.loseReply());
        faults.put("reply reset", Fault.resetReply());
        faults.put("garbage for a reply", Fault.garbageReply());
        faults.put("reply cut off", Fault.truncateReply());
        faults.put("no reply in time", Fault.delayReply(Duration.ofMinutes(5)));
        for (int status :
                new int[] {201, 202, 204, 205, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 412, 413, 415}) {
            faults.put("status " + status, Fault.status(status));
        }
        for (int status : new int[] {418, 421, 422, 425, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 511}) {
            faults.put("status " + status, Fault.status(status).body(HTML, "<html>" + status + "</html>"));
        }
        for (int status : new int[] {300, 301, 302, 303, 304, 307, 308}) {
            faults.put("status " + status, Fault.status(status).header("Location", "https://elsewhere.example/"));
        }
        for (String hint : new String[] {"0", "-1", "abc", "", "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT"}) {
            faults.put("Retry-After " + hint, Fault.status(503).header("Retry-After", hint));
        }
        bodies().forEach((name, body) -> {
            faults.put("200 with " + name, Fault.status(200).body(JSON, body));
            faults.put("500 with " + name, Fault.status(500).body(JSON, body));
        });
        faults.put("sign-in page", Fault.status(200).body(HTML, "<html>Sign in</html>"));
        faults.put("plain text", Fault.status(200).body("text/plain", "OK"));
        return faults;
    }

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("nothing", "");
        bodies.put("null", "null");
        bodies.put("a number", "7");
        bodies.put("an empty list", "[]");
        bodies.put("an empty object", "{}");
        bodies.put("another's error", "{\"error\":\"login_required\"}");
        bodies.put("a number for each id", ids("5"));
        bodies.put("a path for each id", ids("\"..\""));
        bodies.put("long ids", ids("\"" + "x".repeat(1900) + "\""));
        bodies.put("objects for ids", ids("{\"a\":1}"));
        bodies.put("keys twice", "{\"id\":\"a\",\"id\":\"b\",\"status\":\"x\",\"status\":\"y\"}");
        bodies.put("two documents", "{\"id\":\"a\"}{\"id\":\"b\"}");
        bodies.put("a deep list", "[".repeat(5000));
        bodies.put("a long number", "{\"id\":" + "9".repeat(10_000) + "}");
        bodies.put("what is no number", "{\"id\":NaN}");
        bodies.put("a text without end", "{\"message\":\"" + "\\\"".repeat(2000));
        bodies.put("a mark of byte order", "\ufeff{\"id\":\"a\"}");
        bodies.put("a long blank", " ".repeat(1 << 16));
        return bodies;
    }

    /** A response with the fields of all four services, none of which is an id. */
    private static String ids(String id) {
        return String.format(
                "{\"id\":%1$s,\"job_id\":%1$s,\"ImageId\":%1$s,\"RequestId\":%1$s,\"status\":%1$s,\"done\":%1$s}", id);
    }

    static Stream<Arguments> cases() {
        return LossyCloud.all().stream().flatMap(cloud -> {
            Map<String, Fault> faults = faults();
            if (cloud.toString().equals("Fabric")) {
                faults.remove("200 with nothing"); // the same as the gateway's own response
                faults.remove("200 with a long blank"); // also counts as an empty body
            }
            faults.put("the secret told back", Fault.status(500).body(JSON, echo(cloud.secret())));
            return faults.entrySet().stream()
                    .map(fault -> Arguments.argumentSet(cloud + ", " + fault.getKey(), cloud, fault.getValue()));
        });
    }

    private static String echo(String secret) {
        return "{\"code\":\"Echo\",\"message\":\"you sent " + secret + "\"}";
    }

    @Tag("FAULT-84")
    @ParameterizedTest
    @MethodSource("cases")
    void copyImage_whateverStrikesItsStart_keepsTheInvariants(LossyCloud<?, ?, ?> cloud, Fault fault, Watch watch) {
        eachTime(cloud, fault, watch);
        eachTime(cloud, fault.on("copyImage"), watch);
    }

    @Tag("FAULT-84")
    @ParameterizedTest
    @MethodSource("cases")
    void await_whateverStrikesThePolls_keepsTheInvariants(LossyCloud<?, ?, ?> cloud, Fault fault, Watch watch) {
        eachTime(cloud, fault.skipping(cloud.requestsToStart()), watch);
    }

    private static void eachTime(LossyCloud<?, ?, ?> cloud, Fault fault, Watch watch) {
        for (int times : new int[] {1, OFTEN}) {
            for (boolean async : new boolean[] {false, true}) {
                watch.saw(cloud.toString(), keepsTheInvariants(cloud, fault.times(times), async, watch));
            }
        }
    }

    private static String keepsTheInvariants(LossyCloud<?, ?, ?> cloud, Fault fault, boolean async, Watch watch) {
        watch.hides(cloud.secret());
        Map.Entry<Ending, Integer> copied =
                cloud.copyUnder(fault, async, watch.clock(), watch.listener(CALL_TIMEOUT), told(watch));
        assertThat(copied.getValue()).as("sends of %s under %s", cloud, fault).isLessThanOrEqualTo(ATTEMPTS);
        return copied.getKey().toString();
    }

    /** Every exception is typed, and has a resume token if there may be a copy. */
    private static Consumer<Object> told(Watch watch) {
        return told -> {
            if (told instanceof AmbiguousOutcomeException || told instanceof OperationException) {
                watch.resumable((SdkException) told, SdkException.class);
            } else if (told instanceof SdkException refused) {
                watch.typed(refused, SdkException.class);
            } else {
                watch.show(told);
            }
        };
    }
}
