package dev.imagecopy.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.Repeatability;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on the wire: validated ids, encoded paths and queries, bodies. */
class WireTest {
    private static final URI ENDPOINT = URI.create("https://service.test/base/");

    @Test
    void encode_toAnAddressWithAPath_showsItInNoText() {
        ApiCall<String, String> call = ApiCall.<String>get("find", "/v1/images").returning(response -> "");

        assertThat(call.encode("", ENDPOINT, "")).hasToString("GET service.test/…/v1/images");
        assertThat(call.encode("", URI.create("https://service.test/"), "")).hasToString("GET service.test/v1/images");
        assertThat(call.encode("", URI.create("https://service.test"), "")).hasToString("GET service.test/v1/images");
    }

    /** An independent decoder, straight from RFC 3986. */
    private static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String text(RandomGenerator random, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(max); i > 0; i--) {
            int c = random.nextInt(random.nextInt(3) > 0 ? 128 : 0x10ffff);
            text.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? '%' : c);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void encode_whateverTheText_isPlainAndDecodesToTheSame(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 5000; run++) {
            String text = text(random, 30);

            String encoded = PercentEncoding.encode(text);

            assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
            assertThat(decode(encoded)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "' ', %20",
        "+, %2B",
        "/, %2F",
        "é, %C3%A9",
        "~-._, ~-._",
        "a b, a%20b",
        "*, %2A",
        "\uD83D\uDE00, %F0%9F%98%80"
    })
    void encode_knownTexts(String text, String expected) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "%2e%2e",
                "a?x",
                "a#b",
                "a\\b",
                "a b",
                " a",
                "a\n",
                "a\u0000",
                "é",
                "\uD83D\uDE00",
                "../x",
                "a;b",
                "a:b",
                "{id}"
            })
    void id_whenItCouldLeaveItsPlaceInThePath_isRefusedWithoutBeingQuoted(String id) {
        assertThatThrownBy(() -> Checks.requireId("imageId", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("imageId must be 1 to 128 characters");
        assertThat(Checks.of("X").id("imageId", id).violations()).hasSize(1);
    }

    @Test
    void id_atItsLimits() {
        assertThat(Checks.requireId("id", "a".repeat(128))).hasSize(128);
        assertThatThrownBy(() -> Checks.requireId("id", "a".repeat(129))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Checks.requireId("id", null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Checks.requireId("id", "...")).isEqualTo("...");
        assertThat(Checks.of("X").id("id", null).violations()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void id_whateverItIs_isRefusedOrStaysOneSegment(long seed) {
        RandomGenerator random = new Random(seed);
        ApiCall<String, String> call = ApiCall.<String>get("get", "/v1/images/{id}/copy")
                .pathId("id", id -> id)
                .returning(HttpResponse::bodyAsText);
        for (int run = 0; run < 5000; run++) {
            String id = random.nextBoolean() ? text(random, 6) : text(random, 6).replaceAll("[^a-z.]", ".");
            URI uri;
            try {
                uri = call.encode(id, ENDPOINT, "").uri();
            } catch (IllegalArgumentException refused) {
                continue;
            }
            assertThat(uri.normalize().getRawPath()).isEqualTo("/base/v1/images/" + id + "/copy");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void segments_whateverTheyAre_areRefusedOrStayWhatTheyAre(long seed) {
        RandomGenerator random = new Random(seed);
        ApiCall<List<String>, String> call = ApiCall.<List<String>>get("list", "/ImageStore/{path}")
                .pathSegments("path", path -> path)
                .returning(HttpResponse::bodyAsText);
        for (int run = 0; run < 3000; run++) {
            List<String> segments = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                segments.add(text(random, 5));
            }
            boolean bad = segments.stream().anyMatch(s -> s.isEmpty() || s.equals(".") || s.equals(".."));
            if (bad) {
                assertThatThrownBy(() -> call.encode(segments, ENDPOINT, ""))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("path must not contain");
            } else {
                URI uri = call.encode(segments, ENDPOINT, "").uri();
                assertThat(Arrays.stream(uri.normalize()
                                        .getRawPath()
                                        .substring("/base/ImageStore/".length())
                                        .split("/"))
                                .map(WireTest::decode)
                                .collect(Collectors.toList()))
                        .isEqualTo(segments);
            }
        }
    }

    @Test
    void encode_writesTheWholeRow() {
        ApiCall<String, String> call = ApiCall.<String>of("copy", "POST", "/v1/{id}/copy", Repeatability.ONCE)
                .pathId("id", id -> id)
                .query("a b", id -> "1&2")
                .query("absent", id -> null)
                .queries((id, query) -> query.add("n", "x"))
                .header("X-One", id -> "1")
                .header("X-Absent", id -> null)
                .keyHeader("Idempotency-Key")
                .keyQuery("token")
                .timeout(id -> Duration.ofSeconds(75))
                .route(id -> "second")
                .json((id, json) -> json.put("name", id))
                .returning(HttpResponse::bodyAsText);

        HttpRequest request = call.encode("img", ENDPOINT, "key-1");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("https://service.test/base/v1/img/copy?a%20b=1%262&n=x&token=key-1");
        assertThat(request.headers().first("x-one")).contains("1");
        assertThat(request.headers().first("X-Absent")).isEmpty();
        assertThat(request.headers().first("Idempotency-Key")).contains("key-1");
        assertThat(request.headers().first("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"img\"}");
        assertThat(request.freshConnection()).isTrue();
        assertThat(request.readTimeout()).contains(Duration.ofSeconds(75));
        assertThat(call.route("img")).isEqualTo("second");
        assertThat(call.timeout("img")).contains(Duration.ofSeconds(75));
        assertThat(call.sendsKey()).isTrue();
        assertThat(call).hasToString("copy: POST /v1/{id}/copy ONCE");
        assertThat(call.path()).isEqualTo("/v1/{id}/copy");
        assertThat(request).hasToString("POST service.test/…/v1/img/copy");
    }

    @Test
    void sortedQuery_isSortedByTheNamesBeforeTheyAreEncoded() {
        ApiCall.Builder<String> row = ApiCall.<String>of("copy", "POST", "/", Repeatability.KEYED)
                .query("z.2", id -> "1")
                .query("z.10", id -> "2")
                .query("b c", id -> "3")
                .query("b!", id -> "4")
                .query("z.10", id -> "1")
                .keyQuery("a");
        URI inOrder = row.returning(r -> "").encode("x", ENDPOINT, "key").uri();
        URI sorted = row.sortedQuery()
                .returning(r -> "")
                .encode("x", ENDPOINT, "key")
                .uri();

        assertThat(inOrder.getRawQuery()).isEqualTo("z.2=1&z.10=2&b%20c=3&b%21=4&z.10=1&a=key");
        assertThat(sorted.getRawQuery()).isEqualTo("a=key&b%20c=3&b%21=4&z.10=2&z.10=1&z.2=1");
    }

    @Test
    void encode_writesAForm() {
        ApiCall<String, String> call = ApiCall.<String>of("copy", "POST", "/", Repeatability.KEYED)
                .form((id, form) -> form.add("a", "1 2").add("b", "é").add("c", null))
                .keyQuery("token")
                .returning(HttpResponse::bodyAsText);

        HttpRequest request = call.encode("img", URI.create("https://service.test"), "");

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("a=1%202&b=%C3%A9");
        assertThat(request.headers().first("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(request.uri()).hasToString("https://service.test/");
        assertThat(request.freshConnection()).isFalse();
        assertThat(request.readTimeout()).isEmpty();
    }

    @Test
    void row_whenItsTemplateDoesNotFit_saysSo() {
        assertThatThrownBy(() ->
                        ApiCall.<String>get("g", "/{id}").returning(r -> "").encode("x", ENDPOINT, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without a value");
        assertThatThrownBy(() -> ApiCall.<String>get("g", "/")
                        .pathId("id", id -> id)
                        .returning(r -> "")
                        .encode("x", ENDPOINT, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no variable id");
    }

    @Test
    void row_whenItsBuilderChangesLater_staysAsItWas() {
        ApiCall.Builder<String> builder = ApiCall.get("g", "/");
        ApiCall<String, String> call = builder.returning(r -> "");
        builder.anonymous().goneMeansDone().query("late", id -> "1");

        assertThat(call.isAnonymous()).isFalse();
        assertThat(call.goneMeansDone()).isFalse();
        assertThat(call.encode("x", ENDPOINT, "").uri().getRawQuery()).isNull();
        assertThat(builder.returning(r -> "").isAnonymous()).isTrue();
    }

    @Test
    void fingerprint_tellsRequestsApartAndIgnoresTheKey() {
        ApiCall<String, String> call = ApiCall.<String>of("copy", "POST", "/v1/{id}", Repeatability.KEYED)
                .pathId("id", id -> id)
                .keyHeader("K")
                .json((id, json) -> json.put("name", "n"))
                .returning(r -> "");

        assertThat(call.fingerprint("a")).matches("[0-9a-f]{64}").isEqualTo(call.fingerprint("a"));
        assertThat(call.fingerprint("a")).isNotEqualTo(call.fingerprint("b"));
    }

    @Test
    void checks_collectEveryViolationAndQuoteNoValue() {
        Checks checks = Checks.of("CopyRequest")
                .required("name", " ")
                .required("source", null)
                .id("imageId", "../x")
                .region("region", "a.b/c")
                .region("region2", "x".repeat(41))
                .region("region3", null)
                .length("description", "x".repeat(3), 0, 2)
                .length("title", "", 1, 2)
                .noControls("description", "a\u0007")
                .check(false, "odd");

        assertThatThrownBy(checks::throwIfAny)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CopyRequest: name is required and must not be blank; source is required")
                .hasMessageContaining("region must be 1 to 40 characters of a-z, 0-9 and '-'")
                .hasMessageContaining("description must have 0 to 2 characters, but has 3")
                .hasMessageEndingWith("odd")
                .hasMessageNotContaining("a.b/c");
        assertThat(checks.violations()).hasSize(10);
    }

    @Test
    void checks_whenAllIsWell_throwNothing() {
        assertThatCode(() -> Checks.of("X")
                        .required("name", "n")
                        .id("id", "a-1_.Z")
                        .region("region", "eu-west-101")
                        .region("long", "x".repeat(40))
                        .length("emoji", "\uD83D\uDE00\uD83D\uDE00", 2, 2)
                        .length("absent", null, 5, 6)
                        .noControls("text", "line")
                        .noControls("absent", null)
                        .throwIfAny())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU-west", "x.attacker.com/", "a@b", "eu-west-1.", "é", "a b", "a\n"})
    void region_whenItCouldChangeTheHost_isRefused(String region) {
        assertThat(Checks.of("X").region("region", region).violations()).hasSize(1);
    }

    @Test
    void pages_areFetchedWhenReached() {
        List<String> asked = new ArrayList<>();
        var stream = Pages.stream(token -> {
            asked.add(token);
            return switch (token) {
                case "" -> new Page<>(List.of(1, 2), Optional.of("p2"));
                case "p2" -> new Page<Integer>(List.of(), Optional.of("p3"));
                default -> new Page<>(List.of(3), Optional.empty());
            };
        });

        assertThat(asked).isEmpty();
        var items = stream.iterator();
        assertThat(items.next()).isEqualTo(1);
        assertThat(items.next()).isEqualTo(2);
        assertThat(asked).containsExactly("");
        assertThat(items.next()).isEqualTo(3);
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(java.util.NoSuchElementException.class);
        assertThat(asked).containsExactly("", "p2", "p3");
    }

    @Test
    void pages_whenATokenComesTwice_stopWithATypedError() {
        assertThatThrownBy(() -> Pages.stream(token -> new Page<>(List.of(1), Optional.of("same")))
                        .count())
                .isInstanceOf(ResponseFormatException.class);
        assertThat(Pages.collect(
                        token -> CompletableFuture.completedFuture(new Page<>(List.of(1), Optional.of("same")))))
                .isCompletedExceptionally();
    }

    @Test
    void pages_collected_holdAllItems() {
        assertThat(Pages.collect(token -> CompletableFuture.completedFuture(
                                token.isEmpty()
                                        ? new Page<>(List.of(1, 2), Optional.of("p2"))
                                        : new Page<>(List.of(3), Optional.empty())))
                        .join())
                .containsExactly(1, 2, 3);
    }
}
