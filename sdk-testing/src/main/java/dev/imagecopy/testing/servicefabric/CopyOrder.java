package dev.imagecopy.testing.servicefabric;

import dev.imagecopy.testing.SimulatedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a copy request as a gateway reads it: names are case-sensitive, unknown members are ignored, and null means
 * absent.
 *
 * @param source the source as sent
 * @param destination the destination as sent
 * @param skipFiles names to leave out
 * @param checkMarkFile whether a source without a marker should be skipped
 * @param echo whether an existing destination is left alone
 */
public record CopyOrder(
        String source, String destination, List<String> skipFiles, boolean checkMarkFile, boolean echo) {
    private static final long MAX_TIMEOUT = 4_294_967_295L;

    /**
     * Parses a request.
     *
     * @param request the request
     * @return the order
     * @throws IllegalArgumentException if a gateway would not accept the body
     */
    public static CopyOrder of(SimulatedRequest request) {
        Map<String, @Nullable Object> json = request.json();
        List<String> skip = new ArrayList<>();
        if (json.get("SkipFiles") instanceof List<?> names) {
            for (Object name : names) {
                if (!(name instanceof String text)) {
                    throw new IllegalArgumentException("SkipFiles holds something else than strings");
                }
                skip.add(text);
            }
        } else if (json.get("SkipFiles") != null) {
            throw new IllegalArgumentException("SkipFiles is no array");
        }
        Object mark = json.get("CheckMarkFile");
        if (mark != null && !(mark instanceof Boolean)) {
            throw new IllegalArgumentException("CheckMarkFile is no boolean");
        }
        Object flag = json.get("CopyFlag");
        if (flag != null && !List.of("Echo", "Overwrite", 1L, 2L).contains(flag)) {
            throw new IllegalArgumentException("CopyFlag is none");
        }
        return new CopyOrder(
                text(json.get("RemoteSource")),
                text(json.get("RemoteDestination")),
                List.copyOf(skip),
                Boolean.TRUE.equals(mark),
                "Echo".equals(flag) || Long.valueOf(1).equals(flag));
    }

    /**
     * Returns the timeout of a call. Anything that is not a 32-bit number silently becomes a minute.
     *
     * @param request the request
     * @return the timeout
     */
    public static Duration timeout(SimulatedRequest request) {
        String text = request.parameter("timeout").orElse("60");
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > MAX_TIMEOUT) {
            return Duration.ofSeconds(60);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /**
     * Returns whether a file is left out.
     *
     * @param file a file of the source
     * @return true if one of the names is its last part, case-insensitively
     */
    public boolean skips(StoredFile file) {
        return skipFiles.stream().anyMatch(name -> name.equalsIgnoreCase(file.name()));
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("A path is no string");
    }
}
