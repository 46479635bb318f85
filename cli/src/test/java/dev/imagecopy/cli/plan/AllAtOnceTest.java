package dev.imagecopy.cli.plan;

import static dev.imagecopy.cli.plan.SamplePlans.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A user who has mended all that a refusal names has mended all that was wrong. */
class AllAtOnceTest {
    /** Lines of a target, each with the end of the violation that it causes. */
    private record Mistake(String lines, String violation) {}

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("colour: red", ".colour: is not a key of a target"),
            new Mistake("mode: now", ".mode: must be ensure or copy"),
            new Mistake("name: x", ".name: must have 2 to 128 characters, but has 1"),
            new Mistake("encrypted: on", ".encrypted: must be true or false; yes, no, on and off are texts"),
            new Mistake("kmsKeyId:", ".kmsKeyId: has no value"),
            new Mistake("region: Peking", ".region: must be 1 to 40 characters of a-z, 0-9 and '-'"),
            new Mistake("regions: []", ".regions: must not be empty"),
            new Mistake("vaultId: v", ".vaultId: the account is with Alibaba, whose copies have no such field"),
            new Mistake(
                    "resourceGroupId: a/b",
                    ".resourceGroupId: must be 1 to 128 characters of A-Z, a-z, 0-9, '.', '_' and '-',"
                            + " and neither '.' nor '..'"),
            new Mistake(
                    "description: ${now}",
                    ".description: there is no variable ${now}; here are ${date}, ${time},"
                            + " ${env:NAME}, ${plan}, ${image}, ${account}, ${cloud}, ${region}"),
            new Mistake("tags: {acs:x: y}", ".tags: a tag's key must not begin with aliyun or acs:"),
            new Mistake("sourceRegion: !!x a", "tags are not supported; write a plain value, or one in quotes"),
            new Mistake(
                    "secretKey: a",
                    ".secretKey: this key is for a secret, and a plan must not hold one: leave it in the"
                            + " vendor's own configuration or in the environment"));

    @Test
    void parse_saysAllThatIsWrong_howeverItIsMixed() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder plan = new StringBuilder(
                    "version: 1\naccounts:\n  ali: {cloud: alibaba, region: cn-hangzhou}\nimages:\n- name: golden\n  targets:\n");
            List<String> expected = new ArrayList<>();
            int targets = 1 + random.nextInt(4);
            for (int i = 0; i < targets; i++) {
                plan.append("  - account: ali\n    imageId: m-%d\n".formatted(i));
                for (Mistake mistake : some(random)) {
                    plan.append("    ").append(mistake.lines()).append('\n');
                    boolean pathless = !mistake.violation().startsWith(".");
                    expected.add((pathless ? "" : "images[0].targets[" + i + "]") + mistake.violation());
                }
            }

            List<String> found = violations(plan.toString()).stream()
                    .map(violation -> violation.replaceFirst("^\\d+:\\d+: ", ""))
                    .filter(violation -> !violation.contains("makes the same image"))
                    .toList();

            assertThat(found).as("seed %d:\n%s", seed, plan).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Some mistakes; of those that hide one another, one. */
    private static List<Mistake> some(Random random) {
        List<Mistake> chosen = new ArrayList<>();
        for (Mistake mistake : MISTAKES) {
            if (random.nextInt(3) == 0) {
                chosen.add(mistake);
            }
        }
        if (chosen.stream().anyMatch(mistake -> mistake.lines().startsWith("regions"))) {
            chosen.removeIf(mistake -> mistake.lines().startsWith("region:"));
        }
        return chosen;
    }
}
