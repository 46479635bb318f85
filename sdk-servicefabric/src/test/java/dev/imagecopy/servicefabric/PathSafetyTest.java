package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request that can be built destroys its own source: tried with random paths against the simulator's overwrite rule. */
class PathSafetyTest {
    private static final int ACCEPTED_PAIRS = 25_000; // for each of four seeds
    private static final String[] SEPARATORS = {"/", "\\", "\\", "//", "/ ", " \\", ""};
    private static final String[] WORDS = {
        "App",
        "app",
        "APP",
        "v1",
        "V1",
        "v10",
        "Käse",
        "KÄSE",
        "ka\u0308se",
        "Ω",
        "ω",
        "ΐ",
        "straße",
        "STRASSE",
        "İ",
        "i",
        "日本",
        "𐐀",
        "𐐨",
        "..",
        ".",
        "a.",
        " a",
        "a",
        "A",
        "Store",
        "x:y",
        "ﬁ",
        "fi",
        "ſ",
        "s",
        "K",
        "k"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void copies_ofAcceptedPairs_neverDeleteAnyPartOfTheirSource(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ManualTimeSource time = new ManualTimeSource();
        int refused = 0;
        for (int accepted = 0; accepted < ACCEPTED_PAIRS; ) {
            String source = path(random);
            String destination = random.nextInt(3) == 0 ? variation(random, source) : path(random);
            Optional<CopyImageStoreContentRequest> request = build(source, destination, random);
            if (request.isPresent()) {
                accepted++;
                requireSourceSurvives(time, request.get());
            } else {
                refused++;
            }
        }
        assertThat(refused).as("pairs that the builder refuses").isGreaterThan(ACCEPTED_PAIRS);
    }

    private static void requireSourceSurvives(ManualTimeSource time, CopyImageStoreContentRequest request) {
        try (ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time)) {
            cluster.addFolder(request.source().toString(), "file", "below\\file");
            Map<String, Long> before = cluster.files();
            if (request.remoteSource().indexOf('/') >= 0) {
                cluster.onLinux();
            }
            HttpTransport wire = cluster.transport();
            int status = wire.send(copy(request), Duration.ofSeconds(1)).status();
            assertThat(status).as("%s", request).isIn(200, 400);
            assertThat(cluster.files()).as("%s", request).containsAllEntriesOf(before);
        }
    }

    private static HttpRequest copy(CopyImageStoreContentRequest request) {
        byte[] body = Json.write(Json.object()
                .put("RemoteSource", request.remoteSource())
                .put("RemoteDestination", request.remoteDestination()));
        return HttpRequest.of(
                        "POST",
                        URI.create("https://cluster.test/ImageStore/$/Copy?api-version=6.0&timeout=60"),
                        HttpHeaders.builder()
                                .add("Content-Type", "application/json")
                                .build())
                .withBody(body);
    }

    private static Optional<CopyImageStoreContentRequest> build(
            String source, String destination, RandomGenerator random) {
        try {
            return Optional.of(CopyImageStoreContentRequest.builder()
                    .remoteSource(source)
                    .remoteDestination(destination)
                    .pathSeparator(random.nextBoolean() ? PathSeparator.BACKSLASH : PathSeparator.SLASH)
                    .allowReservedDestination()
                    .build());
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String path(RandomGenerator random) {
        StringBuilder path = new StringBuilder(random.nextInt(8) == 0 ? "\\" : "");
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            path.append(i == 0 ? "" : SEPARATORS[random.nextInt(SEPARATORS.length)])
                    .append(WORDS[random.nextInt(WORDS.length)]);
        }
        return path.append(random.nextInt(8) == 0 ? "/" : "").toString();
    }

    /** The same place spelled otherwise, or a place in it or around it. */
    private static String variation(RandomGenerator random, String path) {
        String other =
                switch (random.nextInt(5)) {
                    case 0 -> path.toUpperCase(java.util.Locale.ROOT);
                    case 1 -> path.toLowerCase(java.util.Locale.ROOT);
                    case 2 -> path.replace('/', '\\');
                    case 3 -> path.replace('\\', '/');
                    default -> path;
                };
        return switch (random.nextInt(4)) {
            case 0 -> other + "\\" + WORDS[random.nextInt(WORDS.length)];
            case 1 -> other.substring(0, Math.max(1, other.length() / 2));
            case 2 -> other + WORDS[random.nextInt(WORDS.length)];
            default -> other;
        };
    }
}
