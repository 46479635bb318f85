package dev.imagecopy.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.operation.StoredRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in operation stores must stay readable for ever, so each phase has its golden line. */
class StoredOperationJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-29T06:07:08.090Z");
    private static final StoredOperation QUEUED = StoredOperation.queued(
            new OperationKey("alibaba-ecs", "1234567890123456", "5a1b0c0d"),
            new StoredRequest(
                    "copy-image",
                    "{\"version\":1,\"region\":\"cn-hangzhou\",\"imageId\":\"m-1\",\"name\":\"g\u00f6lden\"}"),
            "cn-shanghai",
            "g\u00f6lden",
            NOW);
    private static final StoredOperation SENDING = QUEUED.sending(ResumeToken.parse("v1.e30"), NOW.plusSeconds(1));
    private static final StoredOperation ACCEPTED = SENDING.accepted(ResumeToken.parse("v1.e31"), NOW.plusSeconds(2));

    static Map<String, StoredOperation> all() {
        return Map.of(
                "queued", QUEUED,
                "sending", SENDING,
                "accepted", ACCEPTED,
                "succeeded",
                        ACCEPTED.ended(
                                new StoredOutcome(
                                        OperationState.SUCCEEDED,
                                        "Available",
                                        "m-2",
                                        Evidence.FOUND_BY_NAME,
                                        Optional.empty(),
                                        true),
                                NOW.plusSeconds(3)),
                "never-began",
                        SENDING.ended(
                                StoredOutcome.neverBegan(new OperationFailure(
                                        "QuotaExceed.Image", "no \"room\"\nleft", Optional.of("req-1"))),
                                NOW.plusSeconds(3)));
    }

    static Stream<Map.Entry<String, StoredOperation>> lines() {
        return all().entrySet().stream();
    }

    private static String golden(String name) {
        try (InputStream file =
                StoredOperationJsonTest.class.getResourceAsStream("stored-operation-v1-" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void write_givesTheGoldenLine(Map.Entry<String, StoredOperation> line) {
        assertThat(StoredOperationJson.write(line.getValue())).isEqualTo(golden(line.getKey()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void read_understandsTheGoldenLine(Map.Entry<String, StoredOperation> line) {
        assertThat(StoredOperationJson.read(golden(line.getKey()))).isEqualTo(line.getValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "no JSON", "{\"version\":1}", "{\"version\":1,\"phase\":\"SECRET\"}"})
    void read_ofSomethingElse_isRefused_andQuotesNothing(String text) {
        assertThatThrownBy(() -> StoredOperationJson.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void read_ofALaterVersion_saysSo() {
        String later = golden("queued").replaceFirst("\"version\":1", "\"version\":2");

        assertThatThrownBy(() -> StoredOperationJson.read(later)).hasMessageContaining("version 2");
    }

    @Test
    void read_ofALineWithOneMemberLess_isRefused_orTheMemberMayBeMissing() {
        String line = golden("accepted");
        for (String member :
                List.of("provider", "scope", "phase", "kind", "queuedAt", "changedAt", "sentAt", "token")) {
            String without =
                    line.replaceFirst("\"" + member + "\":\"[^\"]*\",?", "").replace(",}", "}");
            assertThatThrownBy(() -> StoredOperationJson.read(without))
                    .as(member)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
