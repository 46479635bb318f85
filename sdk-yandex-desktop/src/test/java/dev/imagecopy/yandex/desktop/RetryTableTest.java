package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.auth.Keys;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The retry table of section 3.4 of the reference, row by row: a copy is repeated under its key wherever a query is. The table
 * does not repeat 500/15 and 499/1, but neither says that nothing was executed.
 */
class RetryTableTest {
    private static final String QUOTA = "{\"code\":8,\"message\":\"no more\",\"details\":[{\"@type\":"
            + "\"type.googleapis.com/yandex.cloud.quota.QuotaFailure\",\"violations\":[{\"metric\":{\"name\":\"%s\"}}]}]}";

    private final ManualTimeSource time = new ManualTimeSource();
    private final YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);

    @BeforeEach
    void letCopiesTakeAWhile() {
        simulator.script(Timeline.polls(3)); // one that is done at once is looked at once more
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "refused connection, true",
        "reset, true",
        "lost reply, true",
        "truncated reply, true",
        "read timeout, true",
        "502, true",
        "503/14, true",
        "504/4, true",
        "500/13, true",
        "500/2, true",
        "500/15, true",
        "499/1, true",
        "429/8, true",
        "429/8 vdi.requests.rate, true",
        "429/8 active operations, true",
        "409/10, true",
        "429/8 vdi.desktopImages.count, false",
        "429/8 vdi.desktopImages.size, false",
        "400/3, false",
        "400/9, false",
        "400/11, false",
        "401/16, false",
        "403/7, false",
        "404/5, false",
        "409/6, false",
        "501/12, false",
    })
    void outcome_isRepeatedAsTheTableSays(String outcome, boolean repeated) {
        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "i", Map.of());
        simulator.failNext(fault(outcome).on("copyImage"));
        simulator.failNext(fault(outcome).on("getImage"));
        try (YandexDesktopClient client = Clients.inProcess(simulator, time).build()) {
            if (repeated) {
                assertThat(client.copyImage(Clients.golden().build()).id()).isNotEmpty();
                assertThat(client.findImage(image).orElseThrow().id()).isEqualTo(image);
                assertThat(simulator.copies()).hasSize(1);
            } else {
                assertThatThrownBy(() -> client.copyImage(Clients.golden().build()))
                        .isInstanceOf(SdkException.class);
                if (outcome.equals("404/5")) {
                    assertThat(client.findImage(image)).isEmpty();
                } else {
                    assertThatThrownBy(() -> client.findImage(image)).isInstanceOf(SdkException.class);
                }
                assertThat(simulator.copies()).isEmpty();
            }
        }
        assertThat(simulator.pendingFaults()).isZero();
        int sent = repeated ? 2 : 1;
        int recorded = outcome.equals("refused connection") ? sent - 1 : sent; // what nobody heard is not recorded
        assertThat(simulator.arrivals("copyImage")).isEqualTo(recorded);
        assertThat(simulator.arrivals("getImage")).isEqualTo(recorded);
        assertThat(keys()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500, 15", "499, 1"})
    void copyImage_whenTheServiceHasBegunItAndAnswersWithAnError_isFoundByItsKey(int status, int code) {
        try (YandexDesktopClient client = Clients.inProcess(simulator, time)
                .transport(new ReplacedAnswers(simulator.transport(), status, code, 3))
                .build()) {
            Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());

            assertThat(simulator.copies()).singleElement().satisfies(only -> assertThat(copy.id())
                    .isEqualTo(only.operationId()));
        }
        assertThat(keys()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500, 15", "499, 1"})
    void copyImage_whenAllAnswersAreErrorsThatLeaveItOpen_isAmbiguous(int status, int code) {
        try (YandexDesktopClient client = Clients.inProcess(simulator, time)
                .transport(new ReplacedAnswers(simulator.transport(), status, code, 4))
                .build()) {
            AmbiguousOutcomeException open = catchThrowableOfType(
                    AmbiguousOutcomeException.class,
                    () -> client.copyImage(Clients.golden().build()));

            assertThat(open.resumeToken()).isPresent();
            assertThat(simulator.copies()).hasSize(1);
        }
    }

    @Test
    void unauthenticated_whenTheTokenCanBeRenewed_isRepeatedOnce() {
        KeyPair keys = Keys.rsa();
        simulator.acceptAuthorizedKey("ajekey", "ajesa", keys.getPublic());
        simulator.failNext(fault("401/16").on("copyImage"));
        simulator.failNext(fault("401/16").on("getImage").times(2));
        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "i", Map.of());
        try (YandexDesktopClient client = Clients.inProcess(simulator, time)
                .credentials(YandexCredentials.serviceAccountKeyJson(Keys.file("ajekey", "ajesa", keys)))
                .build()) {
            assertThat(client.copyImage(Clients.golden().build()).id()).isNotEmpty();
            assertThatThrownBy(() -> client.findImage(image)).hasMessageContaining("401 UNAUTHENTICATED");
        }
        assertThat(simulator.arrivals("copyImage")).isEqualTo(2);
        assertThat(simulator.arrivals("getImage")).isEqualTo(2);
        assertThat(keys()).isEqualTo(1);
    }

    private long keys() {
        return simulator.requests().stream()
                .filter(request -> request.call().equals("copyImage"))
                .map(request -> request.headers().first("Idempotency-Key"))
                .flatMap(Optional::stream)
                .distinct()
                .count();
    }

    private static Fault fault(String outcome) {
        return switch (outcome) {
            case "refused connection" -> Fault.refuseConnection();
            case "reset" -> Fault.resetReply();
            case "lost reply" -> Fault.loseReply();
            case "truncated reply" -> Fault.truncateReply();
            case "read timeout" -> Fault.delayReply(Duration.ofMinutes(5));
            case "502" -> Fault.status(502).body("text/html", "<html>bad gateway</html>");
            default -> refusal(outcome.substring(0, 3), outcome.substring(4));
        };
    }

    private static Fault refusal(String status, String codeAndMore) {
        String[] parts = codeAndMore.split(" ", 2);
        String more = parts.length == 2 ? parts[1] : "";
        return more.startsWith("vdi.")
                ? Fault.status(Integer.parseInt(status)).body("application/json", QUOTA.formatted(more))
                : YandexDesktopSimulator.error(
                        Integer.parseInt(status), Integer.parseInt(parts[0]), "too many " + more);
    }
}
