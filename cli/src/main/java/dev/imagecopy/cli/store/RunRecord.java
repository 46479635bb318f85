package dev.imagecopy.cli.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run as the store remembers it, so that another process can take it up: its plan is beside it.
 *
 * @param id its name in the store
 * @param mode what the plan's images are to be: copied or ensured
 * @param name distinguishes copies: the same job under the same name is the same copy
 * @param file the plan's file, which files in the plan are relative to
 * @param startedAt when it began, which is also the date in its images' names
 * @param environment the variables of the environment that the plan uses, as they were
 * @param endedAt when all of its copies had ended; empty if the run was left or killed
 */
public record RunRecord(
        String id,
        CopyJob.Mode mode,
        String name,
        Path file,
        Instant startedAt,
        Map<String, String> environment,
        Optional<Instant> endedAt) {
    /** Copies the map. */
    public RunRecord {
        requireNonNull(id, "id");
        requireNonNull(mode, "mode");
        requireNonNull(name, "name");
        requireNonNull(file, "file");
        requireNonNull(startedAt, "startedAt");
        environment = Map.copyOf(environment);
        requireNonNull(endedAt, "endedAt");
    }

    /** Returns this run after its end. */
    public RunRecord ended(Instant now) {
        return new RunRecord(id, mode, name, file, startedAt, environment, Optional.of(now));
    }

    byte[] toJson() {
        ObjectNode json = Json.object();
        json.put("version", 1);
        json.put("mode", mode.name());
        json.put("name", name);
        json.put("file", file.toString());
        json.put("startedAt", startedAt.toString());
        json.set("environment", Json.object(environment));
        endedAt.ifPresent(end -> json.put("endedAt", end.toString()));
        return Json.write(json);
    }

    /**
     * Reads a record.
     *
     * @throws RuntimeException if it is damaged
     */
    static RunRecord parse(String id, byte[] document) {
        JsonNode json = Json.parse(document);
        if (json.path("version").asInt() != 1) {
            throw new IllegalArgumentException("a run of another version");
        }
        return new RunRecord(
                id,
                CopyJob.Mode.valueOf(json.path("mode").asText()),
                json.path("name").asText(),
                Path.of(json.path("file").asText()),
                Instant.parse(json.path("startedAt").asText()),
                LenientJson.texts(json.path("environment")),
                LenientJson.string(json.path("endedAt")).map(Instant::parse));
    }
}
