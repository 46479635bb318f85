package dev.imagecopy.cli.output;

import static dev.imagecopy.cli.output.Samples.CALL;
import static dev.imagecopy.cli.output.Samples.HOSTILE;
import static dev.imagecopy.cli.output.Samples.ended;
import static dev.imagecopy.cli.output.Samples.error;
import static dev.imagecopy.cli.output.Samples.moved;
import static dev.imagecopy.cli.output.Samples.planned;
import static dev.imagecopy.cli.output.Samples.total;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.OperationState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    private static final String SECRET = "k\"3y-of\\the-realm-ö";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Secrets secrets = Secrets.of(Map.of("HUAWEICLOUD_SDK_SK", SECRET));
    private final Printer errors = new Printer(new PrintWriter(err), secrets);
    private final Printer answers = new Printer(new PrintWriter(out), secrets);
    private final Output people =
            new TextOutput(errors, errors, ProgressForm.LINES.open(errors, 2, Map.of()), false, () -> 0);

    private Output document() {
        return new JsonOutput(answers, people);
    }

    private Output events() {
        return new EventOutput(answers, people, Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    }

    private static void run(Output output) {
        output.begin(planned("web", "database"));
        output.event(moved("web", OperationState.RUNNING, 50));
        output.event(total(1, 0, 1, 0, Duration.ofSeconds(5)));
        output.event(ended("web", CopyStatus.SUCCEEDED));
        output.event(ended(
                "database",
                CopyStatus.FAILED,
                new QuotaExceededException(error(403, "QuotaExceed.Image", HOSTILE + SECRET), CALL)));
        output.finish(new RunSummary(
                Map.of(CopyStatus.SUCCEEDED, 1L, CopyStatus.FAILED, 1L), Duration.ofMillis(6500), Optional.empty()));
    }

    @Test
    void answer_isWhatProgramsRead() {
        Answer answer = new Answer("fleet", Json.object().put("running", 3), List.of("running 3"), List.of());
        try (Output output = document()) {
            output.answer(answer);
        }
        try (Output output = events()) {
            output.answer(answer);
        }

        assertThat(out.toString())
                .contains("{\"fleet\":{\"running\":3},\"exitCode\":0")
                .contains("\"event\":\"answer\"", "\"name\":\"fleet\",\"value\":{\"running\":3}")
                .doesNotContain("running 3");
    }

    @Test
    void document_isOneLineOfVisibleAsciiWithCopiesCountsAndExitCode() {
        try (Output output = document()) {
            run(output);
            output.end(ExitCode.FAILED);
        }

        assertThat(out.toString()).matches("[\\x20-\\x7e]*\n");
        JsonNode json = Json.parse(out.toString().getBytes(UTF_8));
        assertThat(json.at("/exitCode").asInt()).isEqualTo(1);
        assertThat(json.at("/outcome").asText()).isEqualTo("failed");
        assertThat(json.at("/seconds").asDouble()).isEqualTo(6.5);
        assertThat(json.at("/counts/SUCCEEDED").asInt()).isEqualTo(1);
        assertThat(json.at("/copies/0/imageId").asText()).isEqualTo("m-copy");
        assertThat(json.at("/copies/1/error/code").asText()).isEqualTo("QuotaExceed.Image");
        assertThat(json.at("/copies/1/error/requestId").asText()).isEqualTo("REQ-1");
        assertThat(json.at("/copies/1/error/message").asText())
                .contains("\u001b[31m", "***")
                .doesNotContain("realm");
    }

    @Test
    void document_saysWhyACopyGoesOn_unlessTheUserLeftIt() {
        try (Output output = document()) {
            output.begin(planned("web", "cache"));
            output.event(ended("web", CopyStatus.LEFT_RUNNING, Samples.refusedPoll("no permission")));
            output.event(ended("cache", CopyStatus.LEFT_RUNNING, new CancellationException()));
            output.end(ExitCode.UNFINISHED);
        }

        JsonNode json = Json.parse(out.toString().getBytes(UTF_8));
        assertThat(json.at("/copies/0/error/message").asText()).contains("no permission");
        assertThat(json.at("/copies/1/error").isMissingNode()).isTrue();
    }

    @Test
    void document_isWrittenAfterAFailureToo() {
        Output output = document();
        output.note("said to people");
        output.end(output.failure(new RefusedException("The store is in use", "Wait")));
        output.close();
        output.close();

        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = Json.parse(out.toString().getBytes(UTF_8));
        assertThat(json.at("/exitCode").asInt()).isEqualTo(4);
        assertThat(json.at("/error/message").asText()).isEqualTo("The store is in use");
        assertThat(json.at("/error/advice").asText()).isEqualTo("Wait");
        assertThat(err.toString()).contains("said to people", "The store is in use");
    }

    @Test
    void document_hasListingsAsArraysWithoutEmptyTexts() {
        try (Output output = document()) {
            output.listing(new Listing("images", List.of("name", "state"), List.of(List.of("web", ""))));
        }

        assertThat(out.toString()).isEqualTo("{\"images\":[{\"name\":\"web\"}],\"exitCode\":0,\"outcome\":\"done\"}\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void events_areALineEach() {
        try (Output output = events()) {
            run(output);
            output.end(output.failure(new RefusedException("no", "")));
        }

        List<JsonNode> lines = out.toString()
                .lines()
                .map(line -> Json.parse(line.getBytes(UTF_8)))
                .toList();
        assertThat(lines)
                .extracting(line -> line.at("/event").asText())
                .containsExactly("begin", "progress", "total", "ended", "ended", "end", "error", "exit");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.at("/time").asText()).isEqualTo("2026-11-29T09:00:00Z"));
        assertThat(lines.get(1).at("/percent").asInt()).isEqualTo(50);
        assertThat(lines.get(1).at("/job").asText())
                .isEqualTo(lines.get(3).at("/job").asText())
                .isNotEmpty();
        assertThat(lines.get(7).at("/exitCode").asInt()).isEqualTo(4);
        assertThat(out.toString()).doesNotContain("realm").matches("[\n\\x20-\\x7e]*");
    }
}
