package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a cluster tells anybody about its sign-in with Microsoft Entra ID (formerly Azure Active Directory). Hand it to the
 * token library of your choice and give the tokens to {@code ServiceFabricCredentials.bearer}.
 *
 * @param type {@code aad} where the cluster uses Entra ID
 * @param authority where tokens come from, as the cluster sent it
 * @param client the id of the public client application
 * @param cluster the id of the cluster application: what a token must be for
 * @param login the sign-in address
 * @param redirect the redirect address of the client application
 * @param tenant the directory's id
 */
public record AadMetadata(
        String type,
        Optional<String> authority,
        Optional<String> client,
        Optional<String> cluster,
        Optional<String> login,
        Optional<String> redirect,
        Optional<String> tenant) {
    /** Rejects null. */
    public AadMetadata {
        requireNonNull(type, "type");
        requireNonNull(authority, "authority");
        requireNonNull(client, "client");
        requireNonNull(cluster, "cluster");
        requireNonNull(login, "login");
        requireNonNull(redirect, "redirect");
        requireNonNull(tenant, "tenant");
    }

    /**
     * Returns the authority to get tokens from.
     *
     * @return the authority as sent, else {@code login/tenant}; empty when the cluster told neither
     */
    public Optional<String> tokenAuthority() {
        return authority.or(
                () -> login.flatMap(base -> tenant.map(id -> base.endsWith("/") ? base + id : base + "/" + id)));
    }

    /**
     * Returns the scope to ask for.
     *
     * @return {@code cluster/.default}; empty when the cluster did not name its application
     */
    public Optional<String> scope() {
        return cluster.map(id -> id + "/.default");
    }
}
