package dev.imagecopy.cli.plan;

import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.fleet.Fleet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which images to copy where, as a user has written it. All names are complete: the variables have their values. Immutable.
 *
 * @param name what identifies the plan's copies in a store
 * @param accounts the accounts by their names, in the order of the file
 * @param copies the copies, in the order of the file
 * @param limits how many copies are in progress at once
 * @param policies how the run deals with failures and time
 * @param environment the variables of the environment that the plan may use, with their values: what {@link #parse} needs to read
 *     the same plan again
 */
public record Plan(
        String name,
        Map<String, PlanAccount> accounts,
        List<PlanCopy> copies,
        CopyLimits limits,
        PlanPolicies policies,
        Map<String, String> environment) {
    /** Copies the collections. */
    public Plan {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
        copies = List.copyOf(copies);
        environment = Map.copyOf(environment);
    }

    /**
     * Reads a plan, with the system's time and environment.
     *
     * @param file a YAML file
     * @throws PlanException if it cannot be read, or if anything is wrong in it; all of it at once
     */
    public static Plan read(Path file) {
        return read(file, PlanContext.ofSystem());
    }

    /**
     * Reads a plan.
     *
     * @param file a YAML file
     * @param context what its variables refer to
     * @throws PlanException if it cannot be read, or if anything is wrong in it; all of it at once
     */
    public static Plan read(Path file, PlanContext context) {
        return parse(content(file), file, context);
    }

    /**
     * Reads the content of a plan's file, to be {@linkplain #parse parsed} now and later.
     *
     * @param file a YAML file
     * @return its content, or as much of it as shows that it is too large
     * @throws PlanException if it cannot be read
     */
    public static byte[] content(Path file) {
        return PlanFile.bytes(file);
    }

    /**
     * Reads a plan that is in memory.
     *
     * @param content the content of a YAML file
     * @param file the path of that file, for messages and for the files that the plan names
     * @param context what its variables refer to
     * @throws PlanException if anything is wrong in it; all of it at once
     */
    public static Plan parse(byte[] content, Path file, PlanContext context) {
        PlanFile plan = PlanFile.read(content, file, context, PlanShape.PLAN);
        Map<String, PlanAccount> accounts = plan.accounts();
        List<PlanCopy> copies = plan.copies(accounts);
        CopyLimits limits = plan.limits();
        PlanPolicies policies = plan.policies();
        plan.throwIfWrong();
        return new Plan(plan.name(), accounts, copies, limits, policies, plan.environment());
    }

    /**
     * Reads accounts that are not part of a plan.
     *
     * @param content the content of a YAML file that has the {@code accounts} of a plan, and nothing else
     * @param file the path of that file, for messages and for the files that the accounts name
     * @param context what its variables refer to
     * @return the accounts by their names
     * @throws PlanException if anything is wrong in it; all of it at once
     */
    public static Map<String, PlanAccount> accounts(byte[] content, Path file, PlanContext context) {
        PlanFile read = PlanFile.read(content, file, context, PlanShape.ACCOUNTS);
        Map<String, PlanAccount> accounts = read.accounts();
        read.throwIfWrong();
        return accounts;
    }

    /**
     * Returns the copies as jobs, each made when it is asked for. The same plan gives the same jobs, so that a run in the same
     * store continues the one before.
     *
     * @param otherwise the mode of copies for which the plan does not say one
     */
    public Stream<CopyJob> jobs(CopyJob.Mode otherwise) {
        return copies.stream().map(copy -> copy.job(otherwise));
    }

    /**
     * Sets what the plan says about a run: its name, limits and policies.
     *
     * @param run the run, which still needs clients
     * @return the run
     */
    public BulkCopy.Builder applyTo(BulkCopy.Builder run) {
        policies.applyTo(run);
        return run.runName(name).limits(limits);
    }

    /**
     * Sets what the plan says about a fleet: its limits and policies.
     *
     * @param fleet the fleet, which still needs a database and clients
     * @return the fleet
     */
    public Fleet.Builder applyTo(Fleet.Builder fleet) {
        policies.applyTo(fleet);
        return fleet.limits(limits);
    }

    /** Returns the paths of those settings of the plan that mean nothing to a fleet. */
    public List<String> unknownToFleets() {
        return policies.unknownToFleets().stream().map(key -> "policies." + key).toList();
    }
}
