package dev.imagecopy.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plans for tests, and what is wrong with them. */
final class SamplePlans {
    static final PlanContext CONTEXT =
            new PlanContext(Instant.parse("2026-11-29T23:47:18Z"), Map.of("BUILD_NUMBER", "4711", "EMPTY", ""));

    /** The least that is right, to which tests add what is wrong. */
    static final String LEAST =
            """
            version: 1
            accounts:
              ali: {cloud: alibaba, region: cn-hangzhou}
              hw: {cloud: huawei, region: eu-west-101}
              yc: {cloud: yandex, folderId: b1gfolder}
              sf: {cloud: servicefabric, endpoint: 'https://cluster:19080'}
            images:
            - name: golden
              imageId: m-1
              targets:
              - account: ali
            """;

    private SamplePlans() {}

    static Plan parse(String plan) {
        return Plan.parse(plan.getBytes(UTF_8), Path.of("plan.yaml"), CONTEXT);
    }

    /** What is wrong with a plan, as {@code line:column: path: text}. */
    static List<String> violations(String plan) {
        return violations(plan.getBytes(UTF_8));
    }

    static List<String> violations(byte[] plan) {
        try {
            Plan.parse(plan, Path.of("plan.yaml"), CONTEXT);
            return List.of();
        } catch (PlanException e) {
            return e.violations().stream().map(PlanViolation::toString).toList();
        }
    }

    /** The plans that are shown to users. */
    static Stream<Path> examples() {
        try (Stream<Path> files = Files.list(Path.of("src/examples/plans"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
