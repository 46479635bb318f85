package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsChain.Link;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;
import java.util.function.Function;

/**
 * Describes where credentials come from. Once passed to a client's builder, it uses that client's transport and proxy, clocks
 * and listener, until the client is closed. One source may serve many clients.
 *
 * <p>Thread safety: implementations are immutable.
 *
 * @param <C> the type of credentials
 */
@FunctionalInterface
public interface CredentialsSource<C extends Credentials> {

    /**
     * Creates the provider of one client. Does no I/O.
     *
     * @param connection what the provider may use of the client
     * @return the provider, which is asked before every attempt of a call
     */
    CredentialsProvider<C> connect(ClientConnection<C> connection);

    /** Returns a source of credentials that never change. Once they have expired, no call is made with them. */
    static <C extends Credentials> CredentialsSource<C> of(C credentials) {
        return connection -> new GivenCredentials<>(credentials, connection.time());
    }

    /**
     * Returns a source for a provider that does not need a client to obtain credentials. It may block: unless it is a {@link
     * CachingCredentialsProvider} or always answers the same ({@link CredentialsProvider#of}), it is asked on another thread, and
     * a call waits for it until the call's deadline. When the client is closed, a fetch in progress is abandoned.
     */
    static <C extends Credentials> CredentialsSource<C> from(CredentialsProvider<C> provider) {
        return connection -> ForeignProvider.of(provider, connection);
    }

    /**
     * Returns a source that tries several sources in order and keeps using the first one that works.
     *
     * @param links the sources in order; at least one
     */
    static <C extends Credentials> CredentialsSource<C> chain(List<NamedSource<C>> links) {
        return chain(links, "");
    }

    /**
     * Tries several sources in order and stays with the first one that works.
     *
     * @param links the sources, first to last; at least one
     * @param advice a clause at the end of the message of a chain without credentials; may be empty
     */
    static <C extends Credentials> CredentialsSource<C> chain(List<NamedSource<C>> links, String advice) {
        List<NamedSource<C>> all = List.copyOf(links);
        return connection -> new CredentialsChain<>(
                all.stream()
                        .map(link -> new Link<>(
                                link.name(), connection.explained(link.source().connect(connection), "")))
                        .toList(),
                advice,
                connection.clientName(),
                connection::found);
    }

    /** Returns a source that caches the credentials of this one and refreshes them in the background before they expire. */
    default CredentialsSource<C> cached() {
        return connection -> connection.cached(connect(connection));
    }

    /**
     * Returns this source for a place in a chain before those that act on certain settings. As soon as it has credentials, each
     * client warns about those settings that are set, since they name another identity and have no effect.
     *
     * @param settings where the settings are
     * @param later the settings that only later sources act on
     */
    default CredentialsSource<C> before(NamedSettings settings, List<Unused> later) {
        return connection -> {
            UnusedSettings told = new UnusedSettings(connection.clientName());
            return new EarlierSource<>(connect(connection), found -> told.warn(settings, later));
        };
    }

    /**
     * Like {@link #before(NamedSettings, List)}, for later sources of the same kind: a setting with the value that is used
     * anyway causes no warning.
     *
     * @param own the setting that this source uses
     */
    default CredentialsSource<C> before(NamedSettings settings, List<Unused> later, Setting own) {
        return connection -> {
            UnusedSettings told = new UnusedSettings(connection.clientName());
            return new EarlierSource<>(
                    connect(connection),
                    found -> told.warn(settings, later, settings.value(own).orElse("")));
        };
    }

    /**
     * Like {@link #before(NamedSettings, List)}, for settings that name a part of the credentials: one with the value that is
     * used anyway causes no warning.
     *
     * @param part finds the part; empty if the credentials lack it
     */
    default CredentialsSource<C> before(NamedSettings settings, List<Unused> later, Function<? super C, String> part) {
        return connection -> {
            UnusedSettings told = new UnusedSettings(connection.clientName());
            return new EarlierSource<>(connect(connection), found -> told.warn(settings, later, part.apply(found)));
        };
    }

    /**
     * A source in a chain.
     *
     * @param name its name in messages, for example {@code environment variables}
     */
    record NamedSource<C extends Credentials>(String name, CredentialsSource<C> source) {}
}
