package dev.imagecopy.core.internal;

import java.util.Arrays;

/**
 * Adds the caller's frames to an exception. One that a blocking method throws may have been created on another thread, whose
 * frames say nothing about the application: the caller's frames then follow its own, below a boundary.
 */
public final class CallerTrace {
    /** Prints as {@code at dev.imagecopy.waitedForBy(the frames below)}. */
    private static final StackTraceElement BOUNDARY =
            new StackTraceElement("dev.imagecopy", "waitedForBy", "the frames below", -1);

    private CallerTrace() {}

    /**
     * Adds the frames of the calling thread, unless the exception has them already. They replace those of an earlier caller, so
     * a trace does not grow, however often the exception is thrown.
     *
     * @param waiting the class that waited on the caller's behalf, whose frames at the top are omitted
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

    /** Starts with the method that waits for the future: the innermost one outside this class. */
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

    /**
     * Whether both come from the same call: they agree in all frames but the innermost, which may be at another line by now.
     */
    private static boolean endsWith(StackTraceElement[] trace, StackTraceElement[] caller) {
        int common = Math.max(1, caller.length - 1);
        return trace.length >= common
                && caller.length >= common
                && Arrays.equals(
                        trace, trace.length - common, trace.length, caller, caller.length - common, caller.length);
    }
}
