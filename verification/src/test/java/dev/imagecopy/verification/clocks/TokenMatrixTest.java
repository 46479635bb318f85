package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clocks.SkewedCloud.Mode;
import dev.imagecopy.verification.clocks.TokenSources.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Where a service counts calls, a 403 with such a code is no verdict on the proof of identity. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Alibaba role | assumeRole | Code | Throttling.User",
                "Alibaba role | assumeRole | Code | throttling.api",
                "Alibaba OIDC role | assumeRoleWithOidc | Code | Throttling",
                "Huawei password | issueToken | error_code | APIGW.0308",
                "Huawei agency | assumeAgency | error_code | APIG.0308",
                "Huawei id token | exchangeIdToken | error_code | APIGW.0308",
                "Yandex authorized key | createToken | code | 8",
                "Yandex identity provider | exchangeToken | code | 8"
            })
    void credentials_whenTheServiceThrottlesWith403_areAskedForAgain(
            String source, String call, String member, String code) throws Exception {
        // Alibaba counts calls by the minute, and a call waits for two minutes at most.
        int refusals = source.startsWith("Alibaba") ? 1 : 2;
        for (Mode mode : Mode.values()) {
            try (Reader reader = new TokenSources(time, folder, Duration.ZERO).open(source)) {
                reader.service()
                        .failNext(Fault.status(403)
                                .body("application/json", "{\"" + member + "\":\"" + code + "\"}")
                                .on(call)
                                .times(refusals));

                List<?> read = mode == Mode.SYNC ? reader.blocking().get() : readAfterPauses(reader);
                assertThat(read).isNotNull();
                assertThat(reader.asked().getAsInt()).isEqualTo(refusals + 1);
            }
        }
    }

    /** A wrong password is not repeated, since services lock the user out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Alibaba role | assumeRole | {\"Code\":\"NoPermission\",\"Message\":\"no\"}",
                "Alibaba OIDC role | assumeRoleWithOidc | {\"Code\":\"NoPermission\",\"Message\":\"no\"}",
                "Alibaba credentials URI | metadata | {\"Code\":\"Forbidden\"}",
                "Alibaba CloudSSO portal | metadata | {\"ErrorCode\":\"NoPermission\",\"ErrorMessage\":\"no\"}",
                "Huawei password | issueToken | {\"error\":{\"code\":401,\"message\":\"no\",\"title\":\"Unauthorized\"}}",
                "Huawei agency | assumeAgency | {\"error_code\":\"IAM.0001\",\"error_msg\":\"no\"}",
                "Huawei id token | exchangeIdToken | {\"error\":{\"code\":403,\"message\":\"no\"}}",
                "Huawei pod agent | podKey | {\"error\":{\"code\":403,\"message\":\"no\"}}",
                "Yandex authorized key | createToken | {\"code\":16,\"message\":\"no\"}",
                "Yandex identity provider | exchangeToken | {\"error\":\"invalid_grant\",\"error_description\":\"no\"}"
            })
    void credentials_whenTheServiceRefusesThem_areNotAskedForAgain(String source, String call, String refusal) {
        for (int status : List.of(401, 403)) {
            for (Mode mode : Mode.values()) {
                try (Reader reader = new TokenSources(time, folder, Duration.ZERO).open(source)) {
                    reader.service()
                            .failNext(Fault.status(status)
                                    .body("application/json", refusal)
                                    .on(call)
                                    .times(9));

                    assertThatThrownBy(() -> read(reader, mode)).isInstanceOf(Exception.class);
                    assertThat(reader.asked().getAsInt()).isEqualTo(1);
                }
            }
        }
    }

    /** Time passes only while nothing else happens, so that no deadline passes before a source has answered. */
    private List<?> readAfterPauses(Reader reader) throws Exception {
        CompletableFuture<? extends List<?>> read = reader.async().get();
        while (true) {
            try {
                return read.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException paused) {
                time.advance(Duration.ofSeconds(1));
            }
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
