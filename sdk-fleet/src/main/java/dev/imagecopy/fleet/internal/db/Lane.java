package dev.imagecopy.fleet.internal.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one region of an account, and the limits that its copies share. Apart from the whole fleet's, they are the same as
 * in a bulk run.
 *
 * @param name its name
 * @param regionLimit the name of the region's limit
 * @param accountLimit the name of the account's limit for one kind of copy; null if there is none
 * @param waiting how many copies wait in it
 */
public record Lane(String name, String regionLimit, @Nullable String accountLimit, long waiting) {
    /** The name of the limit of the whole fleet. */
    public static final String FLEET_LIMIT = "fleet";

    /** Returns the names of all its limits. */
    public List<String> limits() {
        return accountLimit == null
                ? List.of(FLEET_LIMIT, regionLimit)
                : List.of(FLEET_LIMIT, regionLimit, accountLimit);
    }

    /** Returns the name of the limit to which the service's refusals apply. */
    public String refusableLimit() {
        return accountLimit == null ? regionLimit : accountLimit;
    }
}
