package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each of the programs to paste from must do, against the simulator of its service. */
abstract class CopyProgramTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern TOKEN = Pattern.compile("Resume token: (\\S+)");

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    final PrintStream out = new PrintStream(captured, true, StandardCharsets.UTF_8);

    abstract Simulator service();

    /** Runs the program as its main method does. */
    abstract int run(String secret, Duration patience, String... arguments) throws InterruptedException;

    abstract String secret();

    abstract String[] copy();

    abstract String[] resume(String token);

    /** A code with which the service ends a copy. */
    abstract String failureCode();

    @AfterEach
    void close() {
        service().close();
    }

    @Test
    void run_whenTheCopySucceeds_returns0() throws InterruptedException {
        service().script(Timeline.lasting(Duration.ofMillis(50)));

        assertThat(run(secret(), PATIENCE, copy())).as(output()).isZero();
        assertThat(output()).contains("Copied to ");
        assertThat(service().copies()).hasSize(1);
    }

    @Test
    void run_whenTheCopyFails_saysSoAndReturns1() throws InterruptedException {
        service().script(Timeline.lasting(Duration.ofMillis(50)).failing(failureCode(), "The disk is full"));

        assertThat(run(secret(), PATIENCE, copy())).as(output()).isEqualTo(1);
        assertThat(output()).contains("The copy ended without ");
    }

    @Test
    void run_whenThePatienceEnds_returns2AndResumesToSuccessWithoutASecondCopy() throws InterruptedException {
        service().script(Timeline.lasting(Duration.ofMillis(1500)));

        assertThat(run(secret(), Duration.ofMillis(100), copy())).as(output()).isEqualTo(2);
        assertThat(run(secret(), PATIENCE, resume(printedToken()))).as(output()).isZero();
        assertThat(service().copies()).hasSize(1);
    }

    @Test
    void run_whenTheReplyIsLost_neverMakesASecondCopy() throws InterruptedException {
        service().failNext(Fault.loseReply().on("copyImage"));

        assertThat(run(secret(), PATIENCE, copy())).as(output()).isZero();
        assertThat(service().copies()).hasSize(1);
    }

    @Test
    void run_whenTheSecretIsWrong_returns1AndPrintsNoSecret() throws InterruptedException {
        assertThat(run("not-the-secret", PATIENCE, copy())).as(output()).isEqualTo(1);
        assertThat(output()).contains("Not copied: ").doesNotContain(Secrets.ALL);
        assertThat(service().copies()).isEmpty();
    }

    private String printedToken() {
        Matcher matcher = TOKEN.matcher(output());
        assertThat(matcher.find()).as(output()).isTrue();
        return matcher.group(1);
    }

    private String output() {
        return captured.toString(StandardCharsets.UTF_8);
    }
}
