package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;

/**
 * Entries of a profile that have no effect: a region or an address, since a client has its own, and what chooses another
 * identity than the one that is used, and what nobody knows. A client warns about each.
 *
 * @param told what the client has warned about
 */
record UnusedEntries(UnusedSettings told, ClientConnection<AlibabaCredentials> connection) {

    /**
     * Warns about the entries of a profile that choose an identity other than that of its mode.
     *
     * @param refused the entry that the profile's refusal names anyway; empty if none does
     */
    void warn(IdentityEntries entries, NamedSettings profile, String mode, String refused) {
        entries.unused(profile, mode).stream()
                .filter(each -> !each.key().equals(refused))
                .forEach(told::warn);
    }

    /** Warns about the entries of a profile that nobody knows. */
    void warnUnknown(NamedSettings profile, KnownEntries known) {
        told.warnUnknown(profile, known.names(), known.where());
    }

    /** Warns about the entries of a profile that name another place. */
    void warn(NamedSettings profile, AlibabaSetting region, AlibabaSetting... addresses) {
        boolean other = profile.value(region)
                .filter(named -> !named.equalsIgnoreCase(connection.region()))
                .isPresent();
        if (other) {
            told.warn(new Unused(region.key(), "name the region with AlibabaEcsClient.Builder.region"));
        }
        for (AlibabaSetting address : addresses) {
            if (profile.value(address).isPresent() && !connection.isAddressChosen()) {
                told.warn(new Unused(
                        address.key(), "name the address with AlibabaEcsClient.Builder.endpoint or endpointMode"));
            }
        }
    }
}
