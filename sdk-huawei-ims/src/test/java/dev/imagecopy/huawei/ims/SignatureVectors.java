package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.PercentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published signatures, each with its request. */
final class SignatureVectors {
    private SignatureVectors() {}

    /** One signature. Headers of it are signed but for Content-Type and names with an underscore. */
    record Vector(JsonNode json) {
        String name() {
            return text("name");
        }

        boolean isOfficialQuirk() {
            return LenientJson.asBoolean(json.path("officialQuirk")).orElse(false);
        }

        String text(String member) {
            return LenientJson.text(json.path(member));
        }

        String expected(String member) {
            return LenientJson.text(json.path("expected").path(member));
        }

        Instant time() {
            DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
            return LocalDateTime.parse(text("date"), format).toInstant(ZoneOffset.UTC);
        }

        /** The request, with the path encoded segment by segment, since vectors hold decoded paths. */
        HttpRequest request() {
            return request(Stream.of(text("path").split("/", -1))
                    .map(PercentEncoding::encode)
                    .collect(Collectors.joining("/")));
        }

        HttpRequest request(String rawPath) {
            List<String> pairs = new ArrayList<>();
            for (JsonNode pair : LenientJson.items(json.path("query"))) {
                String name = PercentEncoding.encode(
                        LenientJson.text(LenientJson.items(pair).get(0)));
                pairs.add(LenientJson.scalar(LenientJson.items(pair).get(1))
                        .map(value -> name + "=" + PercentEncoding.encode(value))
                        .orElse(name));
            }
            HttpHeaders.Builder headers = HttpHeaders.builder();
            json.path("headers")
                    .properties()
                    .forEach(member -> headers.add(member.getKey(), LenientJson.text(member.getValue())));
            String query = pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
            return HttpRequest.of(text("method"), URI.create(text("endpoint") + rawPath + query), headers.build())
                    .withBody(LenientJson.scalar(json.path("body"))
                            .map(Digests::utf8)
                            .orElse(new byte[0]));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Vector> all() {
        try (InputStream stream = SignatureVectors.class.getResourceAsStream("/huawei-sdk-hmac-sha256.json")) {
            return LenientJson.items(Json.parse(Objects.requireNonNull(stream).readAllBytes())).stream()
                    .map(Vector::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
