package dev.imagecopy.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.plan.PlanContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanSourceTest {
    private static final String PLAN =
            """
            version: 1
            environment: [BUILD]
            x-notes: ${env:TOKEN}
            accounts:
              ali: {cloud: alibaba, region: cn-hangzhou} # ${env:PASSWORD}
            images:
            - name: golden-${env:BUILD}-${date}
              targets: [{account: ali, imageId: m-1}]
            """;

    private final PlanSource source = PlanSource.read(
            Path.of("plan.yaml"),
            PLAN.getBytes(UTF_8),
            new PlanContext(
                    Instant.parse("2026-11-29T12:00:00Z"),
                    Map.of("BUILD", "7", "TOKEN", "canary", "PASSWORD", "canary")));

    @Test
    void read_keepsOnlyTheVariablesThatThePlanMayUse() {
        assertThat(source.text().environment()).isEqualTo(Map.of("BUILD", "7"));
    }

    @Test
    void again_readsTheSamePlan_wheneverThatIs() {
        assertThat(PlanSource.again(source.text()).plan()).isEqualTo(source.plan());
        assertThat(source.plan().copies().get(0).name()).isEqualTo("golden-7-2026-11-29");
    }
}
