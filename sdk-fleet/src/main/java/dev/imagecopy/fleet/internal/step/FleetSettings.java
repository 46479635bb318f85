package dev.imagecopy.fleet.internal.step;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an application has set for its fleet; the same in every process.
 *
 * @param clients the clients by name
 * @param limits how many copies may hold a place at once, over all workers
 * @param attempts how many copies are begun for a job whose copies fail
 * @param deletesLeftovers whether to delete what a failed copy has left
 * @param copyDeadline for each job, from the moment when it first gets a place
 * @param resumePolicy what may be assumed about copies that were being sent when their worker ended
 * @param options for the calls
 * @param pollPolicy when to poll
 * @param time the clocks, which go by the database's
 */
public record FleetSettings(
        CopyClients clients,
        CopyLimits limits,
        int attempts,
        boolean deletesLeftovers,
        Optional<Duration> copyDeadline,
        ResumePolicy resumePolicy,
        CallOptions options,
        PollPolicy pollPolicy,
        TimeSource time) {
    /** More than any two clocks that are kept right differ. */
    public static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    /** One call of these providers tells the state of a hundred copies. */
    private static final Set<String> POLLED_IN_GROUPS = Set.of("alibaba-ecs");

    /** Returns whether copies of a provider are polled in groups. */
    public boolean pollsInGroups(String provider) {
        return POLLED_IN_GROUPS.contains(provider);
    }
}
