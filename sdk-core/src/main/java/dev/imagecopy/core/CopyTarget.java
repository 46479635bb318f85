package dev.imagecopy.core;

import static java.util.Objects.requireNonNull;

/**
 * Where a copy goes, as far as that is known without a call; for one client and request it is always the same. Two requests
 * with the same target are for the same image.
 *
 * @param provider the provider, for example {@code alibaba-ecs}
 * @param region the region; empty if the provider has none
 * @param scope the account, project or folder there; empty if unknown
 * @param name the name or path of the new image; empty if the request gives none
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
