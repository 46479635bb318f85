package dev.imagecopy.core.internal;

import java.util.Arrays;

/**
 * Shows who waited. An exception that a blocking method throws may have been made on another thread, whose frames say nothing
 * about the application: the frames of the caller then follow its own, below a boundary.
 */
public final class CallerTrace {
    /** Prints as {@code at dev.imagecopy.waitedForBy(the frames below)}. */
    private static final StackTraceElement BOUNDARY =
            new StackTraceElement("dev.imagecopy", "waitedForBy", "the frames below", -1);

    private CallerTrace() {}

    /**
     * Adds the frames of the calling thread, unless the exception has them already. Those of an earlier caller make room, so a
     * trace does not grow however often the exception is thrown.
     *
     * @param waiting the class that waited for the caller, whose frames at the top are left out
     */
    public static void addTo(Throwable thrown, Class<?> waiting) {
        StackTraceElement[] trace = thrown.getStackTrace();
        StackTraceElement[] caller = caller(waiting);
        if (!endsWith(trace, caller)) {
            int own = Arrays.asList(trace).indexOf(BOUNDARY);
            own = own < 0 ? trace.length : own;
            StackTraceElement[] whole = Arrays.copyOf(trace, own + 1 + caller.length);
            whole[own] = BOUNDARY;
            System.arraycopy(caller, 0, whole, own + 1, caller.length);
            thrown.setStackTrace(whole);
        }
    }

    /** From the method that waits for the future, which is the innermost that is not here. */
    private static StackTraceElement[] caller(Class<?> waiting) {
        StackTraceElement[] here = new Throwable().getStackTrace();
        int first = 0;
        while (first < here.length && isHere(here[first].getClassName(), waiting)) {
            first++;
        }
        return Arrays.copyOfRange(here, first, here.length);
    }

    private static boolean isHere(String className, Class<?> waiting) {
        return className.equals(CallerTrace.class.getName()) || className.equals(waiting.getName());
    }

    /** Whether both go back to the same call: all but the innermost method, which may stand at another line by now. */
    private static boolean endsWith(StackTraceElement[] trace, StackTraceElement[] caller) {
        int common = Math.max(1, caller.length - 1);
        return trace.length >= common
                && caller.length >= common
                && Arrays.equals(
                        trace, trace.length - common, trace.length, caller, caller.length - common, caller.length);
    }
}
