package dev.imagecopy.cli.plan;

import java.time.Instant;
import java.util.Map;

/**
 * What a plan's variables refer to.
 *
 * @param now the time for {@code ${date}} and {@code ${time}}
 * @param environment the variables for {@code ${env:NAME}}
 */
public record PlanContext(Instant now, Map<String, String> environment) {
    /** Copies the map. */
    public PlanContext {
        environment = Map.copyOf(environment);
    }

    /** The system's time and environment. */
    public static PlanContext ofSystem() {
        return new PlanContext(Instant.now(), System.getenv());
    }
}
