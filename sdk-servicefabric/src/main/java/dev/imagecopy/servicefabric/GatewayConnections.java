package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpTransport;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transports of one client, one for each TLS identity in use. New exchanges use the transport of the current identity; the
 * transport of an earlier one is closed when its last exchange has ended, since a copy may be open for hours.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class GatewayConnections {
    private final Function<TlsIdentity, HttpTransport> factory;
    private final Set<Connections> open = new HashSet<>(); // guarded by this
    private Connections current; // guarded by this
    private boolean closed; // guarded by this

    /** The connections of one identity. Its fields are guarded by the pool. */
    static final class Connections {
        private final TlsIdentity identity;
        private @Nullable HttpTransport transport;
        private int exchanges;

        private Connections(TlsIdentity identity) {
            this.identity = identity;
        }
    }

    GatewayConnections(TlsIdentity first, Function<TlsIdentity, HttpTransport> factory) {
        this.factory = factory;
        this.current = new Connections(first);
        this.open.add(current);
    }

    /** Makes the next exchanges use the connections of an identity. */
    void use(TlsIdentity identity) {
        HttpTransport idle;
        synchronized (this) {
            if (closed || current.identity.equals(identity)) {
                return;
            }
            Connections old = current;
            current = new Connections(identity);
            open.add(current);
            idle = removeIfIdle(old);
        }
        closeIfAny(idle);
    }

    /** Returns the connections for an exchange, which must {@link #release} them. */
    synchronized Connections acquire() {
        current.exchanges++;
        return current;
    }

    /** Returns the transport of acquired connections, which is created for the first exchange. */
    synchronized HttpTransport transport(Connections acquired) {
        HttpTransport transport = acquired.transport;
        if (transport == null) {
            transport = factory.apply(acquired.identity);
            acquired.transport = transport;
            if (closed) {
                transport.close();
            }
        }
        return transport;
    }

    void release(Connections acquired) {
        HttpTransport idle;
        synchronized (this) {
            acquired.exchanges--;
            idle = removeIfIdle(acquired);
        }
        closeIfAny(idle);
    }

    void close() {
        List<HttpTransport> transports;
        synchronized (this) {
            closed = true;
            transports = open.stream()
                    .map(connections -> connections.transport)
                    .filter(Objects::nonNull)
                    .toList();
        }
        transports.forEach(HttpTransport::close);
    }

    /**
     * Removes unused connections of an earlier identity, and returns their transport, which must be closed outside the lock.
     */
    private @Nullable HttpTransport removeIfIdle(Connections old) {
        if (old == current || old.exchanges > 0) {
            return null;
        }
        open.remove(old);
        return old.transport;
    }

    private static void closeIfAny(@Nullable HttpTransport idle) {
        if (idle != null) {
            idle.close();
        }
    }
}
