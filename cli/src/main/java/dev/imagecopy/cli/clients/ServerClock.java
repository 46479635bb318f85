package dev.imagecopy.cli.clients;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Asks a server for the time: any answer to an anonymous request has it. */
final class ServerClock {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ServerClock() {}

    /** How far this machine's clock is ahead of the server's; empty if the server does not tell. */
    static Optional<Duration> ahead(URI server) {
        try (OkHttpTransport transport = OkHttpTransport.create();
                TimeSource time = TimeSource.system()) {
            HttpResponse response = transport.send(HttpRequest.of("GET", server, HttpHeaders.empty()), PATIENCE);
            Instant now = time.now();
            return response.headers().first("Date").flatMap(ServerClock::date).map(date -> Duration.between(date, now));
        } catch (SdkException noAnswer) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
