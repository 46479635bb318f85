package dev.imagecopy.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartProfileTest {
    private static final String PROCESS = "dev.imagecopy.benchmarks.contender.ContenderProcess";

    @TempDir
    private Path folder;

    private final StringBuilder log = new StringBuilder();

    @Test
    void time_isTheNextClasssOwners_stepByStep() throws IOException {
        loaded(10, "java.lang.Object");
        loaded(40, PROCESS);
        loaded(45, "okhttp3.OkHttpClient");
        loaded(48, "okio.Buffer");
        loaded(60, "dev.imagecopy.core.Client");
        loaded(61, PROCESS + "$Built");
        loaded(65, "dev.imagecopy.core.Client$$Lambda/0x01");
        loaded(70, "org.slf4j.Logger");
        loaded(90, PROCESS + "$Answered");
        loaded(99, "java.lang.Shutdown");

        assertThat(profile())
                .isEqualTo(Map.of(
                        "all", 90.0,
                        "JVM", 40.0,
                        "client", 21.0,
                        "client of OkHttp", 8.0,
                        "client of this SDK", 12.0,
                        "client of the benchmark", 1.0,
                        "copy", 29.0,
                        "copy for lambdas", 4.0,
                        "copy of slf4j", 5.0,
                        "copy of the benchmark", 20.0));
    }

    @Test
    void log_thatEndsBeforeTheFirstAnswer_isNoProfile() {
        loaded(40, PROCESS);

        assertThatThrownBy(this::profile).isInstanceOf(IOException.class).hasMessageContaining("first answer");
    }

    private void loaded(int millis, String type) {
        log.append("[" + millis + "000000ns] " + type + " source: jrt:/java.base\n");
    }

    private Map<String, Double> profile() throws IOException {
        Path file = folder.resolve("classes.log");
        Files.writeString(file, log);
        return StartProfile.parts(ClassLog.read(file));
    }
}
