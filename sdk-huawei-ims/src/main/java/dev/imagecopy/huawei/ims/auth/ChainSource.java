package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsProvider;
import java.util.List;

/**
 * Several sources in an order.
 *
 * @param links the sources with the names to call them in messages
 */
record ChainSource(List<Named> links) implements HuaweiCredentialsSource {

    /** A source and what to call it. */
    record Named(String name, HuaweiCredentialsSource source) {}

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(HuaweiConnections connections) {
        return new CredentialsChain<>(links.stream()
                .map(link ->
                        new CredentialsChain.Link<>(link.name(), link.source().connect(connections)))
                .toList());
    }
}
