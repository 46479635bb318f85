package dev.imagecopy.fleet.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds parameters and reads columns by their order. */
final class Rows {
    private final PreparedStatement statement;
    private int next = 1;

    Rows(PreparedStatement statement) {
        this.statement = statement;
    }

    Rows text(@Nullable String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    Rows number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    Rows flag(boolean value) throws SQLException {
        statement.setBoolean(next++, value);
        return this;
    }

    Rows time(@Nullable Instant value) throws SQLException {
        statement.setObject(next++, Database.time(value), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        return this;
    }

    Rows texts(Connection connection, Collection<String> values) throws SQLException {
        statement.setArray(next++, connection.createArrayOf("varchar", values.toArray()));
        return this;
    }

    Rows optional(@Nullable Integer value) throws SQLException {
        statement.setObject(next++, value, java.sql.Types.INTEGER);
        return this;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Database.instant(row.getObject(column, OffsetDateTime.class));
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
