package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CopyRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One image to be copied by one client. A job names its client, so that the same plan can run wherever there are clients of these
 * names. Immutable.
 *
 * @param client the client's name in {@link CopyClients}
 * @param request what to copy: any copy request that the client knows
 * @param mode whether the image may be there already
 * @param id the job's identity within the run's name; empty for what the request says, and how often it came before
 */
public record CopyJob(String client, CopyRequest request, Mode mode, Optional<String> id) {

    /** Whether an image that is there already will do. */
    public enum Mode {
        /** No: the job makes a new one. */
        COPY,
        /** Yes: what is asked for is copied only if it is not there. */
        ENSURE
    }

    /** Refuses null, and an empty name or identity. */
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
     * Copies an image, whatever is there already. Jobs that are alike each make a copy of their own; a second start with the same
     * store makes no further ones.
     *
     * @param client the client's name
     * @param request what to copy
     */
    public static CopyJob copy(String client, CopyRequest request) {
        return new CopyJob(client, request, Mode.COPY, Optional.empty());
    }

    /**
     * Sees to it that an image is there. One of exactly that name that is there and ready counts as done, one under way is waited
     * for, a missing one is copied, and a failed one is copied again as often as the run's settings say. What contradicts the
     * request is a conflict and stays as it is. Where the service does not show what an image was made from, the name decides;
     * the outcome then says {@code FOUND_BY_NAME}.
     *
     * @param client the client's name
     * @param request what to copy; must give the copy a name
     */
    public static CopyJob ensure(String client, CopyRequest request) {
        return new CopyJob(client, request, Mode.ENSURE, Optional.empty());
    }

    /**
     * Makes one job for each region.
     *
     * @param regions the regions
     * @param job makes the job of a region
     * @return a lazy stream in the order of the regions
     */
    public static Stream<CopyJob> toRegions(Collection<String> regions, Function<String, CopyJob> job) {
        requireNonNull(regions, "regions");
        requireNonNull(job, "job");
        return regions.stream().map(job);
    }

    /**
     * Gives the job an identity of its own: a second start takes the job with this identity for the same one. Without, the
     * request is the identity.
     *
     * @param value for example the id of a row in your own tables; not blank
     */
    public CopyJob withId(String value) {
        return new CopyJob(client, request, mode, Optional.of(requireNonNull(value, "value")));
    }
}
