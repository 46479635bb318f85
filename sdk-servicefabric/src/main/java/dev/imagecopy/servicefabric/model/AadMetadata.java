package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a cluster publishes about its sign-in with Microsoft Entra ID (formerly Azure Active Directory). Pass it to the token
 * library of your choice, and pass its tokens to {@code ServiceFabricCredentials.bearer}.
 *
 * @param type {@code aad} if the cluster uses Entra ID
 * @param authority the issuer of tokens, as the cluster sent it
 * @param client the id of the public client application
 * @param cluster the id of the cluster application, which is the audience of a token
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
     * Returns the authority to request tokens from.
     *
     * @return the authority as sent, or else {@code login/tenant}; empty if the cluster sent neither
     */
    public Optional<String> tokenAuthority() {
        return authority.or(
                () -> login.flatMap(base -> tenant.map(id -> base.endsWith("/") ? base + id : base + "/" + id)));
    }

    /**
     * Returns the scope to request.
     *
     * @return {@code cluster/.default}; empty if the cluster did not send the id of its application
     */
    public Optional<String> scope() {
        return cluster.map(id -> id + "/.default");
    }
}
