package dev.imagecopy.cli.database;

import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What PostgreSQL's driver reads in an address. */
final class PostgresAddress {
    /** Would print parts of addresses on standard error; held, since the runtime forgets the level of loggers that nobody holds. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private PostgresAddress() {}

    /** Hosts, ports and the database; empty if the driver does not understand the address. */
    static Optional<String> shown(String url) {
        DRIVER.setLevel(Level.OFF);
        Map<String, String> parts = new HashMap<>();
        try {
            for (DriverPropertyInfo part : DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
                if (part.value != null) {
                    parts.put(part.name, part.value);
                }
            }
        } catch (SQLException noDriver) {
            return Optional.empty();
        }
        String[] hosts = parts.getOrDefault("PGHOST", "localhost").split(",", -1);
        String[] ports = parts.getOrDefault("PGPORT", "5432").split(",", -1);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < hosts.length; i++) {
            shown.append(i == 0 ? "" : ",").append(hosts[i]).append(':').append(ports[Math.min(i, ports.length - 1)]);
        }
        String database = parts.getOrDefault("PGDBNAME", "");
        return Optional.of(database.isEmpty() ? shown.toString() : shown + "/" + database);
    }
}
