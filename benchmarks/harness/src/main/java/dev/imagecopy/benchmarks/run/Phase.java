package dev.imagecopy.benchmarks.run;

import java.io.IOException;

/** A part of a run. */
interface Phase {
    void run() throws IOException;

    /** Runs it; if it fails, that is told and the rest goes on: in the report, what it would have measured is not measured. */
    static void attempt(String name, Phase phase) {
        try {
            phase.run();
        } catch (IOException failed) {
            Progress.say("FAILED, left out: " + name + ": " + failed);
        }
    }
}
