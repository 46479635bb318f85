package dev.imagecopy.verification.faults;

import java.time.Duration;
import java.util.Set;

/**
 * One way to show a row of the fault table.
 *
 * @param row the row's number
 * @param variant what tells this case from the row's others; empty when there is one
 * @param modes how the call is made
 * @param bound the longest that it may take, on a machine that builds other things at the same time
 * @param body injects the fault and says what was seen; throws when it is not what the table expects
 */
record FaultCase(int row, String variant, Set<Mode> modes, Duration bound, Body body) {
    private static final Duration BOUND = Duration.ofMinutes(10);

    interface Body {
        /** Runs the case. */
        String run(Mode mode, Watch watch) throws Exception;
    }

    static FaultCase of(int row, String variant, Body body) {
        return new FaultCase(row, variant, Set.of(Mode.SYNC, Mode.ASYNC), BOUND, body);
    }

    /** For rows in which nobody waits for a call, or only one way exists. */
    static FaultCase once(int row, String variant, Body body) {
        return new FaultCase(row, variant, Set.of(Mode.SYNC), BOUND, body);
    }

    /** For rows that one way of calling has and the other has not. */
    static FaultCase only(Mode mode, int row, String variant, Body body) {
        return new FaultCase(row, variant, Set.of(mode), BOUND, body);
    }

    /** For a case that has more to do than the others. */
    FaultCase within(Duration longer) {
        return new FaultCase(row, variant, modes, longer, body);
    }

    @Override
    public String toString() {
        return "row " + row + (variant.isEmpty() ? "" : ", " + variant);
    }
}
