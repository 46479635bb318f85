package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clocks.SkewedCloud.Mode;
import dev.imagecopy.verification.clocks.TokenSources.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every exchange of tokens and keys works however far the client's clock is from the service's, and is made when it is due. */
class TokenMatrixTest {
    private static final int READS = 20;

    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path folder;

    static Stream<Arguments> sources() {
        return TokenSources.names().stream()
                .flatMap(source -> ClockMatrixTest.AHEAD.stream().flatMap(ahead -> Stream.of(Mode.values())
                        .map(mode ->
                                Arguments.argumentSet(source + ", " + ahead + " s, " + mode, source, ahead, mode))));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void credentials_whenTheClocksDiffer_areFetchedWhenTheyAreDue(String source, int ahead, Mode mode)
            throws Exception {
        try (Reader reader = new TokenSources(time, folder, Duration.ofSeconds(ahead)).open(source)) {
            for (int i = 0; i < READS; i++) {
                assertThat(read(reader, mode)).isNotNull();
            }
            int atFirst = reader.asked().getAsInt();
            assertThat(atFirst).isBetween(1, 3);

            for (int hours = 1; hours <= 24; hours++) {
                time.advance(Duration.ofHours(1));
                assertThat(read(reader, mode)).isNotNull();
            }
            assertThat(reader.asked().getAsInt()).isBetween(atFirst, atFirst + 3 * 25);
        }
    }

    /** The service's word for a wrong clock is not always a 401. */
    @ParameterizedTest
    @CsvSource({"400, 7200, SYNC", "403, -7200, ASYNC", "401, 7200, ASYNC", "400, -7200, SYNC"})
    void yandex_whenAJwtOfAWrongClockIsRefused_signsOneByTheServicesClock(int status, int ahead, Mode mode)
            throws Exception {
        try (Reader reader = new TokenSources(time, folder, Duration.ofSeconds(ahead)).open("Yandex authorized key")) {
            reader.service()
                    .failNext(Fault.status(status)
                            .body("application/json", "{\"code\":3,\"message\":\"JWT is expired\"}")
                            .on("createToken"));

            assertThat(read(reader, mode)).isNotNull();
            assertThat(reader.asked().getAsInt()).isEqualTo(2);
        }
    }

    private List<?> read(Reader reader, Mode mode) throws Exception {
        if (mode == Mode.SYNC) {
            return reader.blocking().get();
        }
        // Sources are asked on threads of their own, while no time passes.
        return reader.async().get().get(60, TimeUnit.SECONDS);
    }
}
