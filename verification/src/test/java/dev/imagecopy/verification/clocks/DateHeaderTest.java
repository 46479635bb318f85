package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clocks.SkewedCloud.Mode;
import dev.imagecopy.verification.clocks.TokenSources.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies and gateways leave out the {@code Date} of some responses, or write it in their own way; clocks are set. */
class DateHeaderTest {
    private static final int READS = 20;

    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path folder;

    /** Which responses have a {@code Date}. */
    enum Dates {
        ALL,
        ERRORS_ONLY,
        SUCCESSES_ONLY,
        NONE,
        UNREADABLE;

        HttpResponse on(HttpResponse response) {
            boolean kept =
                    switch (this) {
                        case ALL -> true;
                        case ERRORS_ONLY -> !response.isSuccessful();
                        case SUCCESSES_ONLY -> response.isSuccessful();
                        case NONE, UNREADABLE -> false;
                    };
            if (kept) {
                return response;
            }
            HttpHeaders.Builder headers = response.headers().toBuilder().remove("Date");
            if (this == UNREADABLE) {
                headers.add("Date", "yesterday at noon");
            }
            return new HttpResponse(response.status(), headers.build(), response.body());
        }
    }

    private record Gateway(HttpTransport service, Dates dates) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return dates.on(service.send(request, timeout));
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return service.sendAsync(request, timeout).thenApply(dates::on);
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private Reader open(String source, int ahead, Dates dates) {
        return new TokenSources(
                        time,
                        folder,
                        Duration.ofSeconds(ahead),
                        service -> new Gateway(service, dates),
                        new SdkListener() {})
                .open(source);
    }

    private static Stream<Arguments> each(List<Dates> dates, List<Integer> aheads) {
        return TokenSources.names().stream().flatMap(source -> dates.stream()
                .flatMap(dated -> aheads.stream().flatMap(ahead -> Stream.of(Mode.values())
                        .map(mode -> Arguments.argumentSet(
                                source + ", " + dated + ", " + ahead + " s, " + mode, source, dated, ahead, mode)))));
    }

    static Stream<Arguments> rightClocks() {
        return each(List.of(Dates.values()), List.of(0));
    }

    static Stream<Arguments> datedRefusals() {
        return each(List.of(Dates.ERRORS_ONLY), List.of(-7200, -601, 65, 7200));
    }

    @ParameterizedTest
    @MethodSource({"rightClocks", "datedRefusals"})
    void credentials_areFetchedWhenTheyAreDue(String source, Dates dates, int ahead, Mode mode) throws Exception {
        try (Reader reader = open(source, ahead, dates)) {
            for (int i = 0; i < READS; i++) {
                assertThat(read(reader, mode)).isNotNull();
            }
            assertThat(reader.asked().getAsInt()).isBetween(1, 3);
        }
    }

    static Stream<Arguments> clocksThatAreSet() {
        return each(List.of(Dates.ALL, Dates.ERRORS_ONLY), List.of(-7200, 7200));
    }

    @ParameterizedTest
    @MethodSource("clocksThatAreSet")
    void reads_whenTheClockIsSetRight_work(String source, Dates dates, int ahead, Mode mode) throws Exception {
        try (Reader reader = open(source, ahead, dates)) {
            assertThat(read(reader, mode)).isNotNull();

            reader.service().skewClock(Duration.ZERO);
            for (int i = 0; i < READS; i++) {
                assertThat(read(reader, mode)).isNotNull();
            }
            time.advance(Duration.ofHours(3));
            assertThat(read(reader, mode)).isNotNull();
        }
    }

    /** Without a Date nothing can be learned: the refusal is final, and says what it is about. */
    @ParameterizedTest
    @ValueSource(ints = {-7200, 7200})
    void reads_whenNoResponseHasADate_endWithTheRefusal(int ahead) {
        for (String source : List.of("Alibaba role", "Alibaba OIDC role", "Yandex authorized key")) {
            for (Mode mode : Mode.values()) {
                for (Dates dates : List.of(Dates.NONE, Dates.UNREADABLE)) {
                    try (Reader reader = open(source, ahead, dates)) {
                        assertThatThrownBy(() -> read(reader, mode))
                                .satisfiesAnyOf(
                                        thrown -> assertThat(thrown).isInstanceOf(SdkException.class),
                                        thrown -> assertThat(thrown).hasCauseInstanceOf(SdkException.class));
                        assertThat(reader.asked().getAsInt()).isEqualTo(1);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void listener_hearsOfTheCallsThatGetCredentials(Mode mode) throws Exception {
        for (String source : TokenSources.names()) {
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            SdkListener listener = new SdkListener() {
                @Override
                public void attemptFinished(AttemptFinished event) {
                    heard.add("attempt " + event.call());
                }

                @Override
                public void callFinished(CallFinished event) {
                    heard.add("call " + event.call());
                }
            };
            try (Reader reader =
                    new TokenSources(time, folder, Duration.ZERO, service -> service, listener).open(source)) {
                assertThat(read(reader, mode)).isNotNull();
            }
            if (!source.startsWith("Service Fabric")) {
                assertThat(heard)
                        .as(source)
                        .anyMatch(event -> event.startsWith("attempt ") && !event.contains("list"))
                        .anyMatch(event -> event.startsWith("call ") && !event.contains("list"));
            }
            assertThat(heard).as(source).anyMatch(event -> event.startsWith("call list"));
        }
    }

    private static List<?> read(Reader reader, Mode mode) throws Exception {
        return mode == Mode.SYNC
                ? reader.blocking().get()
                : reader.async().get().get(60, TimeUnit.SECONDS);
    }
}
