package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.internal.run.PlannedJob;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.util.Optional;
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
        return lane(job.job().client(), job.target(), job.kind());
    }

    /** The queue in which a row belongs; empty if there is no client of its name here. */
    Optional<Lane> lane(CopyRow row) {
        return clients.client(row.job().client())
                .map(client -> lane(row.job().client(), row.job().target(), kind(row)));
    }

    /** Only limits of accounts depend on it. */
    private static String kind(CopyRow row) {
        try {
            return CopyRecordJson.read(row.record()).operation().request().kind();
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    private Lane lane(String client, CopyTarget target, String kindOfCopy) {
        String account = clients.account(client);
        String kind = target.provider() + "/" + kindOfCopy;
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
