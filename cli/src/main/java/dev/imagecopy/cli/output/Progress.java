package dev.imagecopy.cli.output;

import java.util.List;

/** How a run is shown while it goes on. Safe for use by multiple threads. */
interface Progress {

    /**
     * The run begins.
     *
     * @param copies its copies
     */
    void begin(List<PlannedCopy> copies);

    /** Something has happened in the run. */
    void event(RunEvent event);

    /**
     * Prints a line that stays.
     *
     * @param line a clean line
     */
    void line(String line);

    /**
     * Prints to another stream, which may be on the same terminal.
     *
     * @param print prints
     */
    default void aside(Runnable print) {
        print.run();
    }

    /** The run has ended: what moved is removed. May be called more than once. */
    void end();
}
