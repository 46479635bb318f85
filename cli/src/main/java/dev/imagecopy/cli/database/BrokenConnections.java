package dev.imagecopy.cli.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells the pool which errors of H2 mean that a connection is broken. The pool knows those of PostgreSQL; with others it keeps the
 * connection, and does not even test it as long as it is used every half second, which a worker does.
 */
final class BrokenConnections implements SQLExceptionOverride {
    /** The connection is broken, the database is closed, it has been closed before. */
    private static final Set<Integer> BROKEN = Set.of(90067, 90098, 90121);

    @java.lang.Override // the pool's enum has this name, too
    public Override adjudicate(SQLException error) {
        return BROKEN.contains(error.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
