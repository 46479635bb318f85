package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.fleet.internal.db.Schema;
import dev.imagecopy.fleet.internal.step.FleetSettings;

/**
 * What a worker of a fleet needs.
 *
 * @param fleet the fleet's name
 * @param tables its tables
 * @param settings the application's settings
 */
public record Workplace(String fleet, Tables tables, FleetSettings settings) {
    /**
     * Creates the executions of a worker.
     *
     * @param drain stops them
     * @param worker the worker's name
     * @throws dev.imagecopy.fleet.FleetException if the tables are not there, or are of another version
     */
    public Executions executions(Drain drain, String worker) {
        Schema.verify(tables.database(), fleet);
        return new Executions(tables, settings, drain, worker);
    }
}
