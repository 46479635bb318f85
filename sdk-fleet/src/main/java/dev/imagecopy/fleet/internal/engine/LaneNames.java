package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.internal.run.PlannedJob;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.fleet.internal.db.Lane;
import org.jspecify.annotations.Nullable;

/** Which limits apply to a copy, as in a bulk run, and how many places each has. */
public final class LaneNames {
    private static final String SEPARATOR = "|";
    private static final String REGION = "region";
    private static final String ACCOUNT = "account";

    private final CopyLimits limits;
    private final CopyClients clients;

    /**
     * Creates an instance.
     *
     * @param limits the policy
     * @param clients say to which accounts they belong
     */
    public LaneNames(CopyLimits limits, CopyClients clients) {
        this.limits = limits;
        this.clients = clients;
    }

    /** The queue of a job. */
    Lane lane(PlannedJob<?> job) {
        CopyTarget target = job.target();
        String account = clients.account(job.job().client());
        String kind = target.provider() + "/" + job.kind();
        String region = name(REGION, target.provider(), account, target.scope(), target.region());
        @Nullable String shared = limits.inAccount().containsKey(kind) ? name(ACCOUNT, kind, account) : null;
        String own = shared == null ? "" : kind;
        return new Lane(
                name("lane", target.provider(), account, target.scope(), target.region(), own), region, shared, 0);
    }

    /** How many places the policy gives under a limit. */
    public int most(String limit) {
        String[] parts = limit.split("\\" + SEPARATOR, -1);
        return switch (parts[0]) {
            case REGION -> limits.inRegion().getOrDefault(parts[1], limits.otherRegions());
            case ACCOUNT -> limits.inAccount().getOrDefault(parts[1], limits.inRun());
            default -> limits.inRun();
        };
    }

    private static String name(String... parts) {
        return String.join(SEPARATOR, parts);
    }
}
