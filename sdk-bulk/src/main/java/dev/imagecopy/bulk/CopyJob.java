package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CopyRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One image to be copied by one client. A job refers to its client by name, so that the same plan can run wherever there are
 * clients with these names. Immutable.
 *
 * @param client the client's name in {@link CopyClients}
 * @param request what to copy: any copy request that the client knows
 * @param mode whether an existing image will do
 * @param id the job's identity within the run's name; if empty, the request and how often it has occurred are its identity
 */
public record CopyJob(String client, CopyRequest request, Mode mode, Optional<String> id) {

    /** Whether an existing image will do. */
    public enum Mode {
        /** No: the job creates a new one. */
        COPY,
        /** Yes: the image is copied only if it does not exist. */
        ENSURE
    }

    /** Rejects null, and an empty name or identity. */
    public CopyJob {
        requireNonNull(client, "client");
        requireNonNull(request, "request");
        requireNonNull(mode, "mode");
        requireNonNull(id, "id");
        if (client.isBlank() || id.map(String::isBlank).orElse(false)) {
            throw new IllegalArgumentException("CopyJob: the client's name and the id must not be blank");
        }
    }

    /**
     * Copies an image, whatever exists already. Equal jobs each make their own copy; a second start with the same store makes
     * no further ones.
     *
     * @param client the client's name
     * @param request what to copy
     */
    public static CopyJob copy(String client, CopyRequest request) {
        return new CopyJob(client, request, Mode.COPY, Optional.empty());
    }

    /**
     * Ensures that an image exists. If one with exactly that name is ready, the job is done; if one is in progress, the job
     * waits for it; a missing one is copied, and a failed one is copied again as often as the run's settings permit. An image
     * that contradicts the request is a conflict and is not changed. If the service does not show what an image was made from,
     * the name decides, and the outcome's evidence is {@code FOUND_BY_NAME}.
     *
     * @param client the client's name
     * @param request what to copy; must give the copy a name
     */
    public static CopyJob ensure(String client, CopyRequest request) {
        return new CopyJob(client, request, Mode.ENSURE, Optional.empty());
    }

    /**
     * Creates one job for each region.
     *
     * @param regions the regions
     * @param job creates the job for a region
     * @return a lazy stream in the order of the regions
     */
    public static Stream<CopyJob> toRegions(Collection<String> regions, Function<String, CopyJob> job) {
        requireNonNull(regions, "regions");
        requireNonNull(job, "job");
        return regions.stream().map(job);
    }

    /**
     * Gives the job its own identity: a second start treats a job with this identity as the same one. By default, the request
     * is the identity.
     *
     * <p>Jobs of one run with the same identity and the same request are one job, with or without a store: one copy is made, and
     * its outcome is that of all. A job with the identity of another request to the same account,
     * in the run or in its store, fails before any call. Without
     * a store, a run keeps the outcome of each copy with an identity of its own in memory.
     *
     * @param value for example the id of a row in your own tables; not blank
     */
    public CopyJob withId(String value) {
        return new CopyJob(client, request, mode, Optional.of(requireNonNull(value, "value")));
    }
}
