package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;

/**
 * A description of where keys and tokens come from. Handed to {@code HuaweiImsClient.builder().credentials(...)}, it works
 * over the client's connections and on its clock, and ends with the client. {@link HuaweiCredentialsProviders} makes them.
 *
 * <p>Thread safety: implementations are immutable.
 */
@FunctionalInterface
public interface HuaweiCredentialsSource {

    /**
     * Makes the provider of one client. Does no I/O.
     *
     * @param connections what the client lets it use
     * @return a provider that is asked before every attempt of a call
     */
    CredentialsProvider<HuaweiCredentials> connect(HuaweiConnections connections);
}
