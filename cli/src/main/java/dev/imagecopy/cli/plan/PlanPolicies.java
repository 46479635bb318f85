package dev.imagecopy.cli.plan;

import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.fleet.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run deals with failures and time. What is empty is as {@link BulkCopy} has it by default.
 *
 * @param stopsAtFirstFailure whether no copy begins once one has failed
 * @param attempts how often a copy is made at most
 * @param deadline how long the run may take
 * @param copyDeadline how long each copy may take
 * @param deletesLeftovers whether what a failed copy has left is deleted before the next
 * @param resumePolicy what may be assumed about copies that were being sent when an earlier run ended
 * @param callOptions the timeouts of calls
 * @param readAhead how many copies may be read ahead
 * @param verify whether each copy is looked up and compared when it has ended
 */
public record PlanPolicies(
        boolean stopsAtFirstFailure,
        Optional<Integer> attempts,
        Optional<Duration> deadline,
        Optional<Duration> copyDeadline,
        boolean deletesLeftovers,
        ResumePolicy resumePolicy,
        CallOptions callOptions,
        Optional<Integer> readAhead,
        boolean verify) {
    /** Sets the policies of a fleet, as far as there are such of it. */
    void applyTo(Fleet.Builder fleet) {
        attempts.ifPresent(fleet::attempts);
        copyDeadline.ifPresent(fleet::copyDeadline);
        fleet.resumePolicy(resumePolicy).callOptions(callOptions);
        if (deletesLeftovers) {
            fleet.deleteLeftovers();
        }
    }

    /** The keys of those that a fleet does not have: it has no beginning and no end. */
    List<String> unknownToFleets() {
        List<String> keys = new ArrayList<>();
        if (stopsAtFirstFailure) {
            keys.add("onFailure");
        }
        if (deadline.isPresent()) {
            keys.add("deadline");
        }
        if (verify) {
            keys.add("verify");
        }
        return keys;
    }

    /** Sets the policies of a run. */
    void applyTo(BulkCopy.Builder run) {
        attempts.ifPresent(run::attempts);
        deadline.ifPresent(run::deadline);
        copyDeadline.ifPresent(run::copyDeadline);
        readAhead.ifPresent(run::readAhead);
        run.resumePolicy(resumePolicy).callOptions(callOptions);
        if (stopsAtFirstFailure) {
            run.stopAtFirstFailure();
        }
        if (deletesLeftovers) {
            run.deleteLeftovers();
        }
    }
}
