package dev.imagecopy.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, reading it gives a plan or a {@link PlanException} that can be shown. */
class PlanFuzzTest {
    private static final int RUNS = Integer.getInteger("plan.fuzzRuns", 2_000);
    private static final List<String> PIECES = List.of(
            "~",
            "null",
            "[]",
            "{}",
            "[[]]",
            "''",
            "yes",
            "010",
            "1:30",
            "-1",
            "9999999999999999999",
            "1e9",
            "&a",
            "*a",
            "<<: *a",
            "!!x",
            "!!str",
            "? a",
            ": ",
            "- ",
            "|\n",
            ">-\n",
            "\"\\u0000\"",
            "\"\\x1b[31m\"",
            "${",
            "${}",
            "${env:}",
            "${date}",
            "$${",
            "'",
            "\"",
            "#",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "\t",
            "\r\n",
            "\u2028",
            "\u202e",
            "\ud83d\ude00",
            "\ufeff",
            "-----BEGIN X",
            "version: 2",
            "x-a: 1",
            "{a: {b: {c: [d]}}}",
            "99999d",
            "1d1d",
            "https://",
            "no",
            "@",
            "`",
            "%");

    @Test
    void parse_ofDamagedPlans_throwsOnlyPlanException() {
        List<String> plans = new ArrayList<>(List.of(SamplePlans.LEAST));
        SamplePlans.examples().map(SamplePlans::content).forEach(plans::add);
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            String plan = plans.get(random.nextInt(plans.size()));
            read(damaged(plan, random), seed);
        }
    }

    @Test
    void parse_ofRandomBytes_throwsOnlyPlanException() {
        for (int seed = 0; seed < RUNS; seed++) {
            byte[] bytes = new byte[new Random(seed).nextInt(200)];
            new Random(seed).nextBytes(bytes);
            read(bytes, seed);
        }
    }

    @Test
    void parse_ofRandomTrees_throwsOnlyPlanException() {
        List<String> words = new ArrayList<>(PlanFile.known(PlanShape.PLAN));
        words.sort(null);
        for (int seed = 0; seed < RUNS / 4; seed++) {
            read(tree(new Random(seed), words, 0).getBytes(UTF_8), seed);
        }
    }

    private static byte[] damaged(String plan, Random random) {
        StringBuilder text = new StringBuilder(plan);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, piece);
                case 1 -> text.delete(at, end);
                case 2 -> text.replace(at, end, piece);
                default -> replaceValue(text, at, piece);
            }
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(8) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    /** Replaces the value at the end of a line, which keeps the rest readable. */
    private static void replaceValue(StringBuilder text, int at, String piece) {
        int end = text.indexOf("\n", at);
        int colon = end < 0 ? -1 : text.lastIndexOf(": ", end);
        if (colon >= 0) {
            text.replace(colon + 2, end, piece);
        }
    }

    private static String tree(Random random, List<String> words, int depth) {
        int kind = random.nextInt(depth > 3 ? 1 : 4);
        if (kind == 0 && depth > 0) {
            return random.nextBoolean()
                    ? "'" + words.get(random.nextInt(words.size())) + "'"
                    : "[" + random.nextInt(3) + "]";
        }
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String value = tree(random, words, depth + 1);
            parts.add(kind == 1 ? value : words.get(random.nextInt(words.size())) + ": " + value);
        }
        return kind == 1 ? "[" + String.join(", ", parts) + "]" : "{" + String.join(", ", parts) + "}";
    }

    private static void read(byte[] content, int seed) {
        try {
            Plan.parse(content, Path.of("plan.yaml"), SamplePlans.CONTEXT);
        } catch (PlanException e) {
            assertThat(e.violations()).as("seed %d", seed).isNotEmpty();
            for (PlanViolation violation : e.violations()) {
                assertThat(violation.toString().chars().noneMatch(Character::isISOControl))
                        .as("seed %d: %s", seed, violation)
                        .isTrue();
                assertThat(violation.toString().chars().noneMatch(c -> c == '\u202e' || c == '\u2028'))
                        .as("seed %d: %s", seed, violation)
                        .isTrue();
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + new String(content, UTF_8), e);
        }
    }
}
