package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;

/**
 * Entries of a profile that name a region or an address. A client has its own, and warns about entries that name others.
 *
 * @param told what the client has warned about
 */
record UnusedEntries(UnusedSettings told, ClientConnection<AlibabaCredentials> connection) {

    /** Warns about the entries of a profile. */
    void warn(NamedSettings profile, AlibabaSetting region, AlibabaSetting... addresses) {
        boolean other = profile.value(region)
                .filter(named -> !named.equals(connection.region()))
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
