package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsChain.Link;
import dev.imagecopy.core.auth.CredentialsProvider;
import java.util.List;

/**
 * A description of where credentials come from. Handed to a client's builder, it works over that client's own connections:
 * its transport and proxy, its clocks, its listener, until the client is closed. One source may serve many clients.
 *
 * <p>Thread safety: implementations are immutable.
 *
 * @param <C> the kind of credentials
 */
@FunctionalInterface
public interface CredentialsSource<C extends Credentials> {

    /**
     * Makes the provider of one client. Does no I/O.
     *
     * @param connection what the client lets it use
     * @return a provider that is asked before every attempt of a call
     */
    CredentialsProvider<C> connect(ClientConnection<C> connection);

    /** Wraps credentials that never change. */
    static <C extends Credentials> CredentialsSource<C> of(C credentials) {
        return from(CredentialsProvider.of(credentials));
    }

    /** Wraps a provider that needs no client to ask for credentials. */
    static <C extends Credentials> CredentialsSource<C> from(CredentialsProvider<C> provider) {
        return connection -> provider;
    }

    /**
     * Tries several sources in an order and stays with the first that works.
     *
     * @param links the sources, first to last; at least one
     */
    static <C extends Credentials> CredentialsSource<C> chain(List<NamedSource<C>> links) {
        List<NamedSource<C>> all = List.copyOf(links);
        return connection -> new CredentialsChain<>(all.stream()
                .map(link -> new Link<>(
                        link.name(), connection.explained(link.source().connect(connection), "")))
                .toList());
    }

    /** Keeps what this source yields and refreshes it before it ends; whoever asks meanwhile need not block. */
    default CredentialsSource<C> cached() {
        return connection -> connection.cached(connect(connection));
    }

    /**
     * A source in a chain.
     *
     * @param name what messages call it, for example {@code environment variables}
     */
    record NamedSource<C extends Credentials>(String name, CredentialsSource<C> source) {}
}
