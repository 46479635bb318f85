package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.JsonValue;
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
    record Vector(JsonValue json) {
        String name() {
            return text("name");
        }

        boolean isOfficialQuirk() {
            return json.get("officialQuirk").asBoolean().orElse(false);
        }

        String text(String member) {
            return json.get(member).textOr("");
        }

        String expected(String member) {
            return json.get("expected").get(member).textOr("");
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
            for (JsonValue pair : json.get("query").items()) {
                String name = PercentEncoding.encode(pair.items().get(0).textOr(""));
                pairs.add(pair.items()
                        .get(1)
                        .text()
                        .map(value -> name + "=" + PercentEncoding.encode(value))
                        .orElse(name));
            }
            HttpHeaders.Builder headers = HttpHeaders.builder();
            json.get("headers").fields().forEach((name, value) -> headers.add(name, value.textOr("")));
            String query = pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
            return HttpRequest.of(text("method"), URI.create(text("endpoint") + rawPath + query), headers.build())
                    .withBody(json.get("body").text().map(Digests::utf8).orElse(new byte[0]));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Vector> all() {
        try (InputStream stream = SignatureVectors.class.getResourceAsStream("/huawei-sdk-hmac-sha256.json")) {
            return JsonValue.parse(Objects.requireNonNull(stream).readAllBytes()).items().stream()
                    .map(Vector::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
