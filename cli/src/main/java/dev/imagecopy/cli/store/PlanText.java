package dev.imagecopy.cli.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A plan as it was read, with everything that it depends on, so that another process reads the same plan.
 *
 * @param file the file that it came from
 * @param name its name
 * @param text its text
 * @param readAt when it was read, which is the date in its texts
 * @param environment the variables of the environment that it uses, as they were; never a secret
 */
@SuppressWarnings("ArrayRecordComponent") // written and read as it is
public record PlanText(Path file, String name, byte[] text, Instant readAt, Map<String, String> environment) {
    /** Copies the map. */
    public PlanText {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        requireNonNull(text, "text");
        requireNonNull(readAt, "readAt");
        environment = Map.copyOf(environment);
    }

    /** Returns whether another text is the same plan, although it may have been read at another time. */
    public boolean isSameAs(PlanText other) {
        return Arrays.equals(text, other.text) && environment.equals(other.environment) && file.equals(other.file);
    }
}
