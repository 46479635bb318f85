package dev.imagecopy.verification.fuzz;

import dev.imagecopy.testing.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The vendors' answers as sdk-testing publishes them. */
public final class GoldenFiles {
    private GoldenFiles() {}

    /** Bodies of a module's WireMock mappings, and the files that mappings name. */
    public static List<byte[]> answers(String module) {
        // Tests run in their module's folder.
        Path published = Path.of("..", "sdk-testing", "src", "main", "resources", "imagecopy-wiremock");
        String vendor = module.substring("sdk-".length());
        List<byte[]> answers =
                new ArrayList<>(contents(published.resolve("__files").resolve(vendor)));
        for (byte[] mapping : contents(published.resolve("mappings").resolve(vendor))) {
            Object response = Json.object(text(mapping)).get("response");
            if (response instanceof Map<?, ?> members) {
                if (members.get("body") instanceof String body) {
                    answers.add(body.getBytes(StandardCharsets.UTF_8));
                }
                if (members.get("jsonBody") != null) {
                    answers.add(Json.write(members.get("jsonBody")).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return answers;
    }

    /** The resume tokens of sdk-core. */
    static List<byte[]> tokens() {
        return contents(
                Path.of("..", "sdk-core", "src", "test", "resources", "dev/imagecopy/core/internal/operation/tokens"));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static List<byte[]> contents(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> contents = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
