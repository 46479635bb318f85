package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a simulator remembers, and how it tells what came instead of what was expected. */
class RequestLogTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final ShelfSimulator simulator = ShelfSimulator.inProcess(time);
    private final HttpTransport transport = simulator.transport();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void assertOneArrival_whenThereWasOne_givesIt() {
        copy("image-1");

        assertThat(simulator.assertOneArrival("copyImage").body()).contains("image-1");
    }

    @Test
    void failedAssertion_tellsWhatCameInstead_withoutQueriesAndSecrets() {
        copy("image-1");
        simulator.failNext(Fault.loseReply());
        try {
            copy("image-2");
        } catch (RuntimeException lost) {
            assertThat(lost).hasMessageContaining("unexpected end");
        }
        simulator.failNext(Fault.status(403).body("application/json", "{\"code\":\"Forbidden\"}"));
        copy("image-3");

        assertThatThrownBy(() -> simulator.assertOneArrival("describeCopy"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        Expected 1 describeCopy, but 0 arrived.
                        What arrived (3 requests):
                          00:00:00.000 copyImage: POST /copies -> 200
                          00:00:00.000 copyImage: POST /copies -> CLOSE instead of 200
                          00:00:00.000 copyImage: POST /copies -> 403 {"code":"Forbidden"}""");
    }

    @Test
    void assertCalls_holdsForTheExactSequenceOnly() {
        copy("image-1");
        copy("image-2");

        simulator.assertCalls("copyImage", "copyImage");
        assertThatThrownBy(() -> simulator.assertCalls("copyImage"))
                .hasMessageStartingWith("Expected copyImage and nothing else.\nWhat arrived (2 requests):");
    }

    @Test
    void nothingArrived_isTold() {
        assertThatThrownBy(() -> simulator.assertArrivals("copyImage", 1))
                .hasMessage("Expected 1 copyImage, but 0 arrived.\nNothing arrived.");
    }

    @Test
    void executions_countWhatWasCopiedTwice() {
        copy("image-1");
        copy("image-2");
        simulator.assertNothingCopiedTwice();
        copy("image-1");

        assertThat(simulator.executions()).containsEntry("image-1", 2).containsEntry("image-2", 1);
        assertThatThrownBy(simulator::assertNothingCopiedTwice)
                .hasMessageStartingWith("Expected no copy twice, but executed were {image-1=2}.");
    }

    @Test
    void log_keepsTheLatestAndCountsAll() {
        simulator.keepRequests(10);
        for (int i = 0; i < 100; i++) {
            copy("image-" + i);
        }

        assertThat(simulator.requests()).hasSize(10);
        assertThat(simulator.requests().get(9).body()).contains("image-99");
        simulator.assertArrivals("copyImage", 100);
        assertThatThrownBy(() -> simulator.assertArrivals("copyImage", 1))
                .hasMessageContaining("What arrived (100 requests, the last of them):");
    }

    @Test
    void assertions_thatNeedARequestThatIsNoLongerKept_fail() {
        simulator.keepRequests(1);
        copy("image-1");
        copy("image-2");

        assertThatThrownBy(() -> simulator.assertCalls("copyImage")).isInstanceOf(AssertionError.class);
        simulator.keepRequests(0);
        simulator.assertArrivals("copyImage", 2);
    }

    @Test
    void assertOneArrival_whenTheRequestIsNoLongerKept_saysSo() {
        simulator.keepRequests(0);
        copy("image-1");

        assertThatThrownBy(() -> simulator.assertOneArrival("copyImage"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The copyImage is no longer kept, see keepRequests.");
    }

    @Test
    void delayReplies_spreadsThemEvenly() {
        simulator.delayReplies(Duration.ofSeconds(1), Duration.ofSeconds(6));
        for (int i = 0; i < 100; i++) {
            copy("image-" + i);
        }

        List<Duration> delays = simulator.replies().stream()
                .map(RecordedReply::scripted)
                .sorted()
                .toList();
        assertThat(delays.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1100));
        assertThat(delays.get(49)).isBetween(Duration.ofMillis(3300), Duration.ofMillis(3700));
        assertThat(delays.get(99)).isBetween(Duration.ofMillis(5900), Duration.ofSeconds(6));
        assertThat(simulator.replies()).allMatch(reply -> reply.late().isZero());
    }

    @Test
    void skewedClock_showsInTheDate() {
        simulator.skewClock(Duration.ofHours(1));

        assertThat(transport.send(request("image-1"), TIMEOUT).headers().first("Date"))
                .contains("Thu, 01 Jan 2026 01:00:00 GMT");
    }

    private void copy(String source) {
        transport.send(request(source), TIMEOUT);
    }

    private static HttpRequest request(String source) {
        return HttpRequest.of("POST", URI.create("https://eu.shelf.test/copies?secret=1"), HttpHeaders.empty())
                .withBody(("{\"source\":\"" + source + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
