package dev.imagecopy.testing;

/** A copy that a {@link Simulator} executed: an element of {@link Simulator#copies()}. */
public interface ExecutedCopy {
    /**
     * Returns what was copied where, in the service's own ids. Two requests for the same copy have the same summary, so that
     * {@link Simulator#executions()} shows what was executed twice.
     *
     * @return for example {@code cn-hangzhou/m-1 -> cn-shanghai/golden}
     */
    String summary();
}
