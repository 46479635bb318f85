package dev.imagecopy.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with one or several requests to a {@link Simulator}. Immutable: every method returns a changed
 * copy. By default, a fault applies once, to the next request of any call; {@link #on}, {@link #skipping} and {@link #times}
 * change that.
 *
 * <table>
 * <caption>What each fault does</caption>
 * <tr><th>fault</th><th>executed?</th><th>the client sees</th></tr>
 * <tr><td>{@link #status}</td><td>no</td><td>that response</td></tr>
 * <tr><td>{@link #dropRequest}</td><td>no</td><td>a closed connection, phase MAYBE_SENT</td></tr>
 * <tr><td>{@link #loseReply}</td><td>yes</td><td>a closed connection, phase MAYBE_SENT</td></tr>
 * <tr><td>{@link #resetReply}</td><td>yes</td><td>a connection reset, phase MAYBE_SENT</td></tr>
 * <tr><td>{@link #garbageReply}</td><td>yes</td><td>bytes that are not HTTP, phase MAYBE_SENT</td></tr>
 * <tr><td>{@link #truncateReply}</td><td>yes</td><td>the head and half of the body, phase ANSWERED</td></tr>
 * <tr><td>{@link #delayReply}</td><td>yes</td><td>the response, later</td></tr>
 * <tr><td>{@link #refuseConnection}</td><td>no, and not recorded</td><td>no connection, phase NOT_SENT</td></tr>
 * </table>
 */
public final class Fault {
    /** What the client sees of the response. */
    enum Wire {
        ANSWER,
        CLOSE,
        RESET,
        GARBAGE,
        TRUNCATE,
        REFUSE
    }

    private final Wire wire;
    private final boolean executes;
    private final @Nullable SimulatedResponse answer;
    private final Duration delay;
    private final @Nullable String call;
    private final int skipped;
    private final int times;

    private Fault(
            Wire wire,
            boolean executes,
            @Nullable SimulatedResponse answer,
            Duration delay,
            @Nullable String call,
            int skipped,
            int times) {
        this.wire = wire;
        this.executes = executes;
        this.answer = answer;
        this.delay = delay;
        this.call = call;
        this.skipped = skipped;
        this.times = times;
    }

    private static Fault of(Wire wire, boolean executes) {
        return new Fault(wire, executes, null, Duration.ZERO, null, 0, 1);
    }

    /**
     * Answers with a status and no body, without executing the request.
     *
     * @param status the HTTP status, 200 to 599
     * @return the fault
     * @throws IllegalArgumentException for any other status
     */
    public static Fault status(int status) {
        return new Fault(Wire.ANSWER, false, SimulatedResponse.empty(status), Duration.ZERO, null, 0, 1);
    }

    /**
     * Reads the request and closes the connection, without executing it.
     *
     * @return the fault
     */
    public static Fault dropRequest() {
        return of(Wire.CLOSE, false);
    }

    /**
     * Executes the request and closes the connection instead of answering.
     *
     * @return the fault
     */
    public static Fault loseReply() {
        return of(Wire.CLOSE, true);
    }

    /**
     * Executes the request and resets the connection instead of answering.
     *
     * @return the fault
     */
    public static Fault resetReply() {
        return of(Wire.RESET, true);
    }

    /**
     * Executes the request and answers with bytes that are not HTTP.
     *
     * @return the fault
     */
    public static Fault garbageReply() {
        return of(Wire.GARBAGE, true);
    }

    /**
     * Executes the request and closes the connection after the head and half of the body. A response without a body is
     * complete.
     *
     * @return the fault
     */
    public static Fault truncateReply() {
        return of(Wire.TRUNCATE, true);
    }

    /**
     * Executes the request at once and answers late, so with a long delay not within the client's timeout.
     *
     * @param delay the delay, by the simulator's time source; up to 100 years
     * @return the fault
     * @throws IllegalArgumentException if it is negative or longer
     */
    public static Fault delayReply(Duration delay) {
        Input.duration("delay", delay);
        return new Fault(Wire.ANSWER, true, null, delay, null, 0, 1);
    }

    /**
     * Refuses the connection, as if nothing were listening. Only {@link Simulator#transport()} supports this: a simulator that
     * listens on a port rejects this fault.
     *
     * @return the fault
     */
    public static Fault refuseConnection() {
        return of(Wire.REFUSE, false);
    }

    /**
     * Adds a header field to the response of {@link #status}.
     *
     * @param name the field name
     * @param value the field value
     * @return the changed copy
     * @throws IllegalStateException for any other fault
     */
    public Fault header(String name, String value) {
        return withAnswer(ownAnswer().header(name, value));
    }

    /**
     * Adds a body to the response of {@link #status}. Headers that were set before remain.
     *
     * @param contentType the Content-Type header
     * @param text the body, sent as UTF-8
     * @return the changed copy
     * @throws IllegalStateException for any other fault
     */
    public Fault body(String contentType, String text) {
        SimulatedResponse[] changed = {SimulatedResponse.text(ownAnswer().status(), contentType, text)};
        ownAnswer().headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                changed[0] = changed[0].header(name, value);
            }
        });
        return withAnswer(changed[0]);
    }

    /**
     * Applies only to requests of one call.
     *
     * @param onlyCall the simulator's name for the call, for example {@code copyImage}; {@link Simulator#failNext} rejects a name
     *     that its service does not have
     * @return the changed copy
     * @throws IllegalArgumentException if it is blank
     */
    public Fault on(String onlyCall) {
        Input.required("onlyCall", onlyCall);
        return new Fault(wire, executes, answer, delay, onlyCall, skipped, times);
    }

    /**
     * Applies to several requests, one after another.
     *
     * @param count how many, 1 or more
     * @return the changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public Fault times(int count) {
        Input.atLeast(1, "count", count);
        return new Fault(wire, executes, answer, delay, call, skipped, count);
    }

    /**
     * Skips some requests before it applies.
     *
     * @param count how many of the requests that it would apply to, 0 or more; those that another fault strikes count as well
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Fault skipping(int count) {
        Input.atLeast(0, "count", count);
        return new Fault(wire, executes, answer, delay, call, count, times);
    }

    Wire wire() {
        return wire;
    }

    boolean executes() {
        return executes;
    }

    /** The response of a {@link #status} fault. */
    @Nullable
    SimulatedResponse answer() {
        return answer;
    }

    Duration delay() {
        return delay;
    }

    /** The only call that this fault applies to; null for all. */
    @Nullable
    String call() {
        return call;
    }

    int skipped() {
        return skipped;
    }

    int times() {
        return times;
    }

    boolean concerns(String arrivedCall) {
        return call == null || call.equals(arrivedCall);
    }

    @Override
    public String toString() {
        return "Fault[" + (answer == null ? wire : answer) + (executes ? ", executed" : ", not executed")
                + (delay.isZero() ? "" : ", after " + delay) + (call == null ? "" : ", on " + call)
                + (skipped == 0 ? "" : ", skipping " + skipped) + ", " + times + " times]";
    }

    private SimulatedResponse ownAnswer() {
        if (answer == null) {
            throw new IllegalStateException("Only Fault.status(...) has an answer of its own");
        }
        return answer;
    }

    private Fault withAnswer(SimulatedResponse changed) {
        return new Fault(wire, executes, changed, delay, call, skipped, times);
    }
}
