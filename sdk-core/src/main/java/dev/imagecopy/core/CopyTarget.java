package dev.imagecopy.core;

import static java.util.Objects.requireNonNull;

/**
 * Where a copy goes, as far as it can be told without a call. Two requests of the same target want the same thing.
 *
 * @param provider the provider, for example {@code alibaba-ecs}
 * @param region the region; empty where the provider has none
 * @param scope the account, project or folder there; empty if unknown
 * @param name the name of what is made, or its path; empty if the request gives none
 */
public record CopyTarget(String provider, String region, String scope, String name) {
    /** Rejects null. */
    public CopyTarget {
        requireNonNull(provider, "provider");
        requireNonNull(region, "region");
        requireNonNull(scope, "scope");
        requireNonNull(name, "name");
    }
}
