package dev.imagecopy.cli.output;

import static dev.imagecopy.cli.output.Samples.CALL;
import static dev.imagecopy.cli.output.Samples.HOSTILE;
import static dev.imagecopy.cli.output.Samples.TOKEN;
import static dev.imagecopy.cli.output.Samples.ended;
import static dev.imagecopy.cli.output.Samples.error;
import static dev.imagecopy.cli.output.Samples.planned;
import static dev.imagecopy.cli.output.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.OperationState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextOutputTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int columns;
    private final Output output = open(false, Map.of());

    private Output open(boolean debug, Map<String, String> environment) {
        Secrets secrets = Secrets.of(environment);
        Printer answers = new Printer(new PrintWriter(out), secrets);
        Printer errors = new Printer(new PrintWriter(err), secrets);
        return new TextOutput(answers, errors, ProgressForm.LINES.open(answers, 1, environment), debug, () -> columns);
    }

    @Test
    void listing_isATableWithoutEmptyColumns() {
        output.listing(new Listing(
                "images",
                List.of("name", "imageId", "region", "progress"),
                List.of(List.of("web", "m-1", "cn-beijing", ""), List.of("database", "m-22", "eu-central-1", ""))));

        assertThat(out.toString().lines())
                .containsExactly(
                        "NAME      IMAGE ID   REGION",
                        "web       m-1        cn-beijing",
                        "database  m-22       eu-central-1");
    }

    @Test
    void listing_withoutRows_saysSo() {
        output.listing(new Listing("images", List.of("name"), List.of()));

        assertThat(out.toString()).isEqualTo("no images\n");
    }

    @Test
    void answer_isItsLinesAndTables() {
        Listing table = new Listing("limits", List.of("limit", "taken"), List.of(List.of("fleet", "3")));
        output.answer(new Answer("fleet", Json.object(), List.of("running  3", "lag      0:00"), List.of(table)));

        assertThat(out.toString().lines())
                .containsExactly("running  3", "lag      0:00", "LIMIT    TAKEN", "fleet    3");
    }

    @Test
    void texts_cannotControlTheTerminal() {
        output.note(HOSTILE);
        output.answer(new Answer(HOSTILE, Json.object(), List.of(HOSTILE), List.of()));
        output.listing(new Listing("images", List.of("name"), List.of(List.of(HOSTILE))));
        output.begin(planned(HOSTILE));
        output.event(ended(HOSTILE, CopyStatus.FAILED, new QuotaExceededException(error(403, HOSTILE, HOSTILE), CALL)));
        output.finish(new RunSummary(Map.of(CopyStatus.LEFT_RUNNING, 1L), Duration.ofSeconds(1), Optional.of(HOSTILE)));
        output.failure(new QuotaExceededException(error(403, HOSTILE, HOSTILE), CALL));
        open(true, Map.of()).failure(new IllegalStateException(HOSTILE));

        assertThat(out + "\n" + err).matches("[\n\\x20-\\x7e]*");
    }

    @Test
    void failure_saysWhatHappenedWithTheVendorsCodeAndRequestIdAndWhatToDo() {
        ExitCode code = output.failure(new QuotaExceededException(error(403, "QuotaExceed.Image", "too many"), CALL));

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        what -> assertThat(what)
                                .startsWith("imagecopy: AlibabaEcsClient.copyImage failed: ")
                                .contains("QuotaExceed.Image", "too many", "REQ-1"),
                        next -> assertThat(next).startsWith("  Delete images"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void failure_onATerminal_isWrappedBetweenWords() {
        columns = 79;
        output.failure(new QuotaExceededException(error(403, "QuotaExceed.Image", "too many images"), CALL));

        assertThat(err.toString().lines())
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
                .anySatisfy(line -> assertThat(line).startsWith("  "));
    }

    @Test
    void failure_addsTheCodeAndRequestIdThatTheMessageLacks() {
        output.failure(new OperationFailedException("gave up", CALL, snapshot(OperationState.FAILED), TOKEN, null));

        assertThat(err.toString()).contains("code Disk.Full", "REQ-2");
    }

    @Test
    void failure_thatIsAmbiguous_namesTheResumeToken() {
        ExitCode code = output.failure(new AmbiguousOutcomeException("lost", CALL, Optional.of(TOKEN), null));

        assertThat(code).isEqualTo(ExitCode.AMBIGUOUS);
        assertThat(err.toString()).contains(TOKEN.value(), "Nothing was sent again", "imagecopy resume");
    }

    @Test
    void failure_ofTheProgramItself_asksForAReport() {
        output.failure(new NullPointerException("x is null"));

        assertThat(err.toString())
                .contains("internal error", "x is null", "--debug")
                .doesNotContain("\tat ");
    }

    @Test
    void run_withDebug_printsTheStackTraceBehindEachFailure() {
        Throwable cause = new IllegalStateException("broken");
        RunEvent.Ended ended = (RunEvent.Ended) ended("golden", CopyStatus.FAILED, cause);
        for (boolean debug : new boolean[] {false, true}) {
            Output run = open(debug, Map.of());
            run.event(ended);
            run.event(new RunEvent.Failed(ended.outcome(), cause));
            run.finish(new RunSummary(Map.of(CopyStatus.FAILED, 1L), Duration.ofSeconds(1), Optional.empty()));

            assertThat(err.toString().contains("TextOutputTest")).isEqualTo(debug);
        }
    }

    @Test
    void stackTrace_isPrintedOnlyWithDebug() {
        output.failure(new IllegalStateException("broken", new RuntimeException("why")));
        assertThat(err.toString()).doesNotContain("TextOutputTest");

        open(true, Map.of()).failure(new IllegalStateException("broken", new RuntimeException("why")));
        assertThat(err.toString()).contains("TextOutputTest", "Caused by: java.lang.RuntimeException: why");
    }

    @Test
    void usageException_keepsItsLines() {
        output.failure(new UsageException("plan.yaml has 2 mistakes\nline 3, column 5: unknown key\nline 9: no image"));

        assertThat(err.toString().lines())
                .containsExactly(
                        "imagecopy: plan.yaml has 2 mistakes", "  line 3, column 5: unknown key", "  line 9: no image");
    }

    @Test
    void run_explainsWhatDidNotSucceedAndCounts() {
        output.begin(planned("web", "database", "cache"));
        output.event(ended("web", CopyStatus.SUCCEEDED));
        output.event(ended(
                "database",
                CopyStatus.FAILED,
                new QuotaExceededException(error(403, "QuotaExceed.Image", "too many"), CALL)));
        output.event(ended("cache", CopyStatus.LEFT_RUNNING));
        output.finish(new RunSummary(
                Map.of(CopyStatus.SUCCEEDED, 1L, CopyStatus.FAILED, 1L, CopyStatus.LEFT_RUNNING, 1L),
                Duration.ofSeconds(62),
                Optional.of("imagecopy resume nightly")));

        assertThat(err.toString())
                .contains("failed: database (ali/cn-beijing)\n", "QuotaExceed.Image", "REQ-1", "  Delete images");
        assertThat(out.toString())
                .endsWith(
                        """
                        3 copies: 1 done, 1 failed, 1 still running, in 1:02
                        1 copy continues on the service. To take them up:
                          imagecopy resume nightly
                        """);
    }

    @Test
    void run_explainsWhyItsCopiesGoOn_unlessTheUserLeftThem() {
        output.begin(planned("web", "cache"));
        output.event(ended("web", CopyStatus.LEFT_RUNNING, Samples.refusedPoll("no permission")));
        output.event(ended("cache", CopyStatus.LEFT_RUNNING, new CancellationException()));
        output.finish(new RunSummary(
                Map.of(CopyStatus.LEFT_RUNNING, 2L), Duration.ofSeconds(1), Optional.of("imagecopy resume")));

        assertThat(err.toString())
                .contains(
                        "continues: web (ali/cn-beijing)\n",
                        "no permission",
                        "or \"imagecopy resume\", to wait for it.")
                .doesNotContain("cache");
    }

    @Test
    void run_explainsAtMost20Failures() {
        output.begin(planned("web"));
        IntStream.range(0, 30).forEach(i -> output.event(ended("image-" + i, CopyStatus.CONFLICT)));
        output.finish(new RunSummary(Map.of(CopyStatus.CONFLICT, 30L), Duration.ofSeconds(1), Optional.empty()));

        assertThat(err.toString()).contains("and 10 more that did not succeed");
    }

    @Test
    void secretsOfTheEnvironment_areHiddenWhereverTheyTurnUp() {
        String secret = "k\"3y\nöf-the-realm";
        Output guarded = open(true, Map.of("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret, "PGPASSWORD", "of-the-database"));
        guarded.note("before " + secret + " after");
        guarded.listing(new Listing("images", List.of("name"), List.of(List.of(secret))));
        guarded.failure(new IllegalStateException(secret + "of-the-database"));

        assertThat(out + "" + err)
                .doesNotContain("öf-the-realm", "of-the-database")
                .contains("before *** after");
    }
}
