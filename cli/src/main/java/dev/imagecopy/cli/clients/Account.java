package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An account at a cloud: where its client is to work and which credentials it is to look for, never the credentials themselves.
 *
 * @param name the name that jobs use
 * @param cloud the service
 * @param region the client's own region, from which it copies; empty for Yandex and Service Fabric, or to take it from the
 *     vendor's variables
 * @param scope the Alibaba account's id, the Huawei project's id, the Yandex folder's id or the Service Fabric cluster's id;
 *     empty if none was set
 * @param profile the profile of the vendor's command line to take credentials from; empty for the vendor's own order of sources
 * @param endpoints addresses that replace the vendor's: the gateways of a Service Fabric cluster, one for the others; may be
 *     empty
 * @param certificate the file of a Service Fabric client certificate with its key, in PEM; empty if there is none
 */
public record Account(
        String name,
        Cloud cloud,
        Optional<String> region,
        Optional<String> scope,
        Optional<String> profile,
        List<URI> endpoints,
        Optional<String> certificate) {
    /** Rejects null. */
    public Account {
        requireNonNull(name, "name");
        requireNonNull(cloud, "cloud");
        requireNonNull(region, "region");
        requireNonNull(scope, "scope");
        requireNonNull(profile, "profile");
        endpoints = List.copyOf(endpoints);
        requireNonNull(certificate, "certificate");
    }

    /**
     * Returns the default account at a cloud, which has the cloud's name.
     *
     * @param cloud the service
     */
    public static Account of(Cloud cloud) {
        return new Account(
                cloud.id(), cloud, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }
}
