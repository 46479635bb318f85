package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A strict, stateful stand-in for a cloud service: the base class of the simulators in this package. The service itself is a
 * plain state machine, {@link #handle}, with two front ends:
 *
 * <ul>
 *   <li>HTTP on a free port of the loopback interface: {@link #endpoint()}, for simulators that were started with
 *       {@code start()};
 *   <li>{@link #transport()}, which calls the state machine in process, without sockets or threads, for any host: thousands of
 *       runs per second, and deterministic with a {@link ManualTimeSource}.
 * </ul>
 *
 * <p>In a test, {@link #script} how long copies take, use {@link #failNext} for what goes wrong, and check
 * {@link #assertArrivals}, {@link #requests()} and {@link #copies()} afterwards:
 *
 * <pre>{@code
 * service.script(Timeline.lasting(Duration.ofMinutes(10)).failing("IMG.0040", "The disk is full"));
 * service.failNext(Fault.loseReply().on("copyImage"));
 * ...
 * service.assertCalls("copyImage", "listImages", "describeJob");
 * service.assertNothingCopiedTwice();
 * }</pre>
 *
 * <p>Write a simulator of another service like this:
 *
 * <pre>{@code
 * public final class ShelfSimulator extends Simulator {
 *     public record Copy(String id, String source, SimulatedJob job) implements ExecutedCopy {
 *         @Override
 *         public String summary() {
 *             return source;
 *         }
 *     }
 *
 *     private final Map<String, Copy> copies = new LinkedHashMap<>();
 *
 *     private ShelfSimulator(@Nullable TimeSource time) { // null for the system's clock
 *         super(time);
 *     }
 *
 *     public static ShelfSimulator start(StartOptions options) {
 *         return listening(new ShelfSimulator(options.time()), options);
 *     }
 *
 *     public static ShelfSimulator inProcess(TimeSource time) {
 *         return new ShelfSimulator(time);
 *     }
 *
 *     @Override
 *     public List<Copy> copies() {
 *         return locked(() -> List.copyOf(copies.values()));
 *     }
 *
 *     @Override
 *     protected Set<String> callNames() {
 *         return Set.of("copyImage", "describeCopy");
 *     }
 *
 *     @Override
 *     protected String callName(SimulatedRequest request) {
 *         return switch (request.method()) {
 *             case "POST" -> "copyImage";
 *             case "GET" -> "describeCopy";
 *             default -> UNKNOWN_CALL;
 *         };
 *     }
 *
 *     @Override
 *     protected SimulatedResponse handle(SimulatedRequest request) {
 *         return switch (callName(request)) {
 *             case "copyImage" -> {
 *                 Copy copy = new Copy("copy-" + copies.size(), (String) request.json().get("source"), newJob());
 *                 copies.put(copy.id(), copy);
 *                 yield SimulatedResponse.json(200, Json.map("id", copy.id()));
 *             }
 *             case "describeCopy" -> {
 *                 Copy copy = copies.get(request.segments().get(0));
 *                 SimulatedJob.Status status = copy == null ? null : copy.job().poll();
 *                 yield status == null || status.phase() == Phase.INVISIBLE
 *                         ? SimulatedResponse.json(404, Json.map("code", "NotFound"))
 *                         : SimulatedResponse.json(200, Json.map("state", status.phase(), "percent", status.percent()));
 *             }
 *             default -> SimulatedResponse.empty(404);
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>Thread safety: safe for use by multiple threads. {@link #callName} and {@link #handle} are called by one thread at a time;
 * delays are not part of them.
 *
 * <p>Cost: the first HTTP front end in a JVM takes some tenths of a second to start, others a few milliseconds. A delayed
 * response occupies a thread, but does not delay other responses. {@link #close()} ends its threads.
 */
public abstract class Simulator implements AutoCloseable {
    /** The result of {@link #callName} for a request that the service does not support. */
    protected static final String UNKNOWN_CALL = "unknown";

    /** The format of servers; RFC_1123_DATE_TIME has one-digit days. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static final URI NO_ADDRESS = URI.create("https://simulator.invalid/");

    private final TimeSource time;
    private final boolean ownsTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final RequestLog log = new RequestLog();
    private final FaultQueue faults = new FaultQueue();
    private final Set<CountDownLatch> pauses = ConcurrentHashMap.newKeySet();
    private Timeline timeline = Timeline.immediate();
    private CallWindows callWindows = CallWindows.OPEN;
    private ReplyDelays replyDelays = ReplyDelays.NONE;
    private volatile Duration clockSkew = Duration.ZERO;
    private @Nullable ServerCertificate certificate;
    private volatile @Nullable SimulatorFront front;
    private volatile boolean closed;

    /**
     * Creates a simulator.
     *
     * @param time the clock, which the simulator does not close; null for the system's
     */
    protected Simulator(@Nullable TimeSource time) {
        this.time = time == null ? TimeSource.system() : time;
        this.ownsTime = time == null;
    }

    /**
     * Starts the HTTP front end of a new simulator. To be called by each {@code start} method.
     *
     * @param simulator a simulator that is not listening yet
     * @param options port and TLS; the clock is ignored, since the simulator already has one
     * @param <S> its type
     * @return the same simulator, listening
     * @throws java.io.UncheckedIOException if the port is taken
     */
    protected static <S extends Simulator> S listening(S simulator, StartOptions options) {
        Simulator base = simulator;
        if (base.front != null || base.closed) {
            throw new IllegalStateException("The simulator is listening or closed already");
        }
        base.certificate = options.isTls() ? new ServerCertificate() : null;
        base.front = new SimulatorFront(simulator, options.port(), base.certificate);
        return simulator;
    }

    /**
     * Returns the names of all calls that the service has. A fault or an assertion for any other name is rejected: misspelled,
     * it would neither strike nor fail, and leave a test that tests nothing.
     *
     * @return always the same names, without {@link #UNKNOWN_CALL}, which is accepted as well
     */
    protected abstract Set<String> callNames();

    /**
     * Returns the name of the call that a request makes, only from its method, path and parameters.
     *
     * @param request the request
     * @return one of {@link #callNames()}, for example {@code copyImage}; {@link #UNKNOWN_CALL} if the service has no such call
     */
    protected abstract String callName(SimulatedRequest request);

    /**
     * Executes a request on the simulator's state and returns the service's response, including errors. Must not block: use
     * {@link SimulatedResponse#after} for a delayed response. An exception is a bug in the simulator: in process it reaches the
     * test, over HTTP it is a 500 with the stack trace.
     *
     * @param request the request
     * @return the response
     */
    protected abstract SimulatedResponse handle(SimulatedRequest request);

    /**
     * Returns the copies that the service has accepted, in order. Each accepted request that starts a copy is one entry,
     * whatever happened to the copy and to the response; a replay that the service recognizes adds none. "Never twice" is
     * therefore {@code copies().size() == 1}.
     *
     * @return each simulator's own records
     */
    public abstract List<? extends ExecutedCopy> copies();

    /**
     * Returns how often each copy was executed, for tests that kill, repeat and resume. {@link #assertNothingCopiedTwice()}
     * checks that none was executed twice.
     *
     * @return counts by {@link ExecutedCopy#summary()}, in the order of the first executions
     */
    public final Map<String, Integer> executions() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        copies().forEach(copy -> counts.merge(copy.summary(), 1, Integer::sum));
        return counts;
    }

    /**
     * Returns the address of the HTTP front.
     *
     * @return {@code http://localhost:port/}, or {@code https} if it was started with TLS; for a simulator without an HTTP
     *     port, an https address that never resolves, but which {@link #transport()} accepts like any other
     */
    public final URI endpoint() {
        SimulatorFront listening = front;
        String scheme = certificate == null ? "http" : "https";
        return listening == null ? NO_ADDRESS : URI.create(scheme + "://localhost:" + listening.port() + "/");
    }

    /**
     * Returns a trust manager that trusts only the certificate of this simulator.
     *
     * <pre>{@code
     * new OkHttpClient.Builder().sslSocketFactory(service.sslContext().getSocketFactory(), service.trustManager())
     * }</pre>
     *
     * @return a trust manager for clients
     * @throws IllegalStateException if it was started without TLS
     */
    public final X509TrustManager trustManager() {
        return certificate().trustManager();
    }

    /**
     * Creates a TLS context for clients, which trusts only the certificate of this simulator.
     *
     * @return the context
     * @throws IllegalStateException if it was started without TLS
     */
    public final SSLContext sslContext() {
        return certificate().clientContext();
    }

    /**
     * Returns the certificate of this simulator, for tools that read trusted certificates from a file.
     *
     * @return the certificate in PEM
     * @throws IllegalStateException if it was started without TLS
     */
    public final String certificatePem() {
        return certificate().pem();
    }

    private ServerCertificate certificate() {
        ServerCertificate made = certificate;
        if (made == null) {
            throw new IllegalStateException("This simulator was started without StartOptions.tls()");
        }
        return made;
    }

    /**
     * Creates a transport that calls this simulator in process. Delays and timeouts use the simulator's time source:
     * {@code send} sleeps on it, {@code sendAsync} completes at once if there is no delay and otherwise schedules on it. Faults
     * become the same {@code TransportException} and phase as with a socket.
     *
     * @return a new transport for any host
     */
    public final HttpTransport transport() {
        return new InProcessTransport(this);
    }

    /**
     * Returns the requests that arrived, including those with a fault: the latest 10,000, unless changed by
     * {@link #keepRequests}.
     *
     * @return the requests in order of arrival
     */
    public final List<RecordedRequest> requests() {
        return locked(log::requests);
    }

    /**
     * Returns how the latest requests were answered, if their responses have been sent.
     *
     * @return the replies in the order in which their requests arrived
     */
    public final List<RecordedReply> replies() {
        return locked(log::replies);
    }

    /**
     * Sets how many requests are kept for {@link #requests()}. {@link #arrivals} also counts those that were dropped.
     *
     * @param most the maximum number, 0 or more; 10,000 by default
     * @throws IllegalArgumentException if it is negative
     */
    public final void keepRequests(int most) {
        Input.atLeast(0, "most", most);
        change(() -> log.keep(most));
    }

    /**
     * Counts the requests of one call that arrived.
     *
     * @param call the simulator's name for it, for example {@code copyImage}
     * @return how many arrived, including those with a fault
     * @throws IllegalArgumentException if this service has no such call; the message lists those that it has
     */
    public final int arrivals(String call) {
        requireCalls(call);
        return locked(() -> log.arrivals(call));
    }

    /**
     * Fails unless exactly this number of requests of one call has arrived. The message lists what arrived instead, and how it
     * was answered.
     *
     * @param call the simulator's name for it, for example {@code copyImage}
     * @param count how many must have arrived, 0 or more
     * @throws AssertionError if there were fewer or more
     * @throws IllegalArgumentException if this service has no such call; the message lists those that it has
     */
    public final void assertArrivals(String call, int count) {
        requireCalls(call);
        Input.atLeast(0, "count", count);
        check(() -> log.arrivals(call) == count, () -> count + " " + call + ", but " + log.arrivals(call) + " arrived");
    }

    /**
     * Fails unless exactly one request of a call has arrived.
     *
     * @param call the simulator's name for it
     * @return that request
     * @throws AssertionError if there was none, or several, or if it is no longer kept ({@link #keepRequests}); the message lists
     *     what arrived instead
     * @throws IllegalArgumentException if this service has no such call; the message lists those that it has
     */
    public final RecordedRequest assertOneArrival(String call) {
        assertArrivals(call, 1);
        return locked(() -> log.requests().stream()
                .filter(request -> request.call().equals(call))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("The " + call + " is no longer kept, see keepRequests.\n" + log.told())));
    }

    /**
     * Fails unless exactly these calls arrived, in this order.
     *
     * @param calls the simulator's names for them
     * @throws AssertionError if anything else arrived, or if some requests are no longer kept ({@link #keepRequests}); the
     *     message lists what arrived
     * @throws IllegalArgumentException if this service has no such call; the message lists those that it has
     */
    public final void assertCalls(String... calls) {
        requireCalls(calls);
        check(() -> log.wereExactly(List.of(calls)), () -> String.join(", ", calls) + " and nothing else");
    }

    /**
     * Fails if a copy was executed more than once.
     *
     * @throws AssertionError naming each such copy, and what arrived
     */
    public final void assertNothingCopiedTwice() {
        Map<String, Integer> repeated = new LinkedHashMap<>(executions());
        repeated.values().removeIf(count -> count == 1);
        check(repeated::isEmpty, () -> "no copy twice, but executed were " + repeated);
    }

    private void check(BooleanSupplier holds, Supplier<String> expectation) {
        String failure = locked(() -> holds.getAsBoolean() ? "" : "Expected " + expectation.get() + ".\n" + log.told());
        if (!failure.isEmpty()) {
            throw new AssertionError(failure);
        }
    }

    /**
     * Blocks in real time until a number of requests of one call have arrived.
     *
     * @param call the simulator's name for it
     * @param count how many must have arrived, 0 or more
     * @param bound the longest real time to wait, up to 100 years
     * @return false if fewer arrived in that time
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalArgumentException if this service has no such call; the message lists those that it has
     */
    public final boolean awaitArrivals(String call, int count, Duration bound) throws InterruptedException {
        requireCalls(call);
        Input.atLeast(0, "count", count);
        Input.duration("bound", bound);
        lock.lock();
        try {
            long left = bound.toNanos();
            while (log.arrivals(call) < count && left > 0) {
                left = arrival.awaitNanos(left);
            }
            return log.arrivals(call) >= count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Injects a fault. Faults are queued: if several apply to a request, the one that was queued first is used, and the others
     * wait for the next request.
     *
     * @param fault what goes wrong, for which call and how often
     * @throws IllegalArgumentException for a call that this service does not have, with those that it has; and for
     *     {@link Fault#refuseConnection()} if this simulator listens on a port
     */
    public final void failNext(Fault fault) {
        Objects.requireNonNull(fault, "fault");
        String call = fault.call();
        if (call != null) {
            requireCalls(call);
        }
        if (fault.wire() == Fault.Wire.REFUSE && front != null) {
            throw new IllegalArgumentException("A simulator that listens on a port cannot refuse connections");
        }
        change(() -> faults.add(fault));
    }

    private void requireCalls(String... calls) {
        Set<String> known = new HashSet<>(callNames());
        known.add(UNKNOWN_CALL);
        Input.oneOf(known, "call", calls);
    }

    /**
     * Returns how many queued faults have not been used up.
     *
     * @return 0 if all faults have happened
     */
    public final int pendingFaults() {
        return locked(faults::size);
    }

    /**
     * Sets the timeline of copies that start from now on.
     *
     * @param next their timeline; {@link Timeline#immediate()} by default
     */
    public final void script(Timeline next) {
        Objects.requireNonNull(next, "next");
        change(() -> timeline = next);
    }

    /**
     * Delays every response from now on, like a slow network. Requests still have their effect at once; a fault's own delay is
     * added.
     *
     * @param least the minimum delay, counted from when the request was read
     * @param most the maximum delay, up to 100 years; over many requests the delays are evenly distributed, in the same way in
     *     every run
     */
    public final void delayReplies(Duration least, Duration most) {
        ReplyDelays delays = new ReplyDelays(least, most);
        change(() -> replyDelays = delays);
    }

    /**
     * Limits the calls of each kind, like a gateway: beyond the limit they are refused until the next window starts.
     *
     * @param calls the maximum number of requests of one call per window; 0 for no limit
     * @param window the length of a window, 1 ms to 100 years; windows start at multiples of it by the service's clock
     */
    public final void limitCalls(int calls, Duration window) {
        CallWindows windows = new CallWindows(calls, window);
        change(() -> callWindows = windows);
    }

    /**
     * Creates the service's error for a request beyond the limit of {@link #limitCalls}.
     *
     * @param request the request
     * @param left the rest of the window
     * @return 429 with {@code Retry-After}, unless the service uses another error
     */
    protected SimulatedResponse throttled(SimulatedRequest request, Duration left) {
        return SimulatedResponse.empty(429).header("Retry-After", String.valueOf(left.toSeconds() + 1));
    }

    /**
     * Makes the service's clock differ from the simulator's time source. It determines the dates of responses, the ages of
     * signatures and the expiry of tokens.
     *
     * @param ahead how far the service's clock is ahead, up to 100 years; negative if it is behind
     * @throws IllegalArgumentException if it is more than 100 years in either direction
     */
    public final void skewClock(Duration ahead) {
        Input.offset("ahead", ahead);
        clockSkew = ahead;
    }

    /** Stops listening, ends the threads and abandons delayed responses. Closing it twice has no effect. */
    @Override
    public final void close() {
        closed = true;
        pauses.forEach(CountDownLatch::countDown);
        SimulatorFront listening = front;
        if (listening != null) {
            listening.close();
        }
        if (ownsTime) {
            time.close();
        }
    }

    /**
     * Returns the clock of this simulator.
     *
     * @return the time source
     */
    protected final TimeSource time() {
        return time;
    }

    /**
     * Returns the time of the service's clock.
     *
     * @return the time source's time, plus the offset from {@link #skewClock}
     */
    protected final Instant now() {
        return time.now().plus(clockSkew);
    }

    /**
     * Starts a job with the latest timeline from {@link #script}.
     *
     * @return the job of one copy
     */
    protected final SimulatedJob newJob() {
        return locked(() -> new SimulatedJob(timeline, time));
    }

    /**
     * Prepares a job with the latest timeline from {@link #script} that starts later, for services that queue copies.
     *
     * @return a function that starts the job at a monotonic time, which may be in the past
     */
    protected final LongFunction<SimulatedJob> jobStartedLater() {
        Timeline scripted = locked(() -> timeline);
        return startNanos -> new SimulatedJob(scripted, time, startNanos);
    }

    /**
     * Reads or changes state outside of {@link #handle}, for example in {@link #copies()}.
     *
     * @param work runs while no request is handled
     * @param <V> the type of the result
     * @return the result
     */
    protected final <V> V locked(Supplier<V> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes state outside of {@link #handle}.
     *
     * @param work runs while no request is handled
     */
    protected final void change(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Handles a request from a front end: records it, applies faults and executes it. */
    final Exchange exchange(SimulatedRequest request) {
        lock.lock();
        try {
            String call = callName(request);
            if (!call.equals(UNKNOWN_CALL) && !callNames().contains(call)) {
                throw new IllegalStateException("callNames() lacks " + call + ", which callName(...) has returned");
            }
            Fault fault = faults.strike(call);
            if (fault != null && fault.wire() == Fault.Wire.REFUSE) {
                return Exchange.refused();
            }
            RequestLog.Entry entry = log.add(RecordedRequest.of(call, request, time.now()));
            arrival.signalAll();
            SimulatedResponse response = fault == null ? service(call, request) : answer(fault, request);
            Duration delay = response.delay()
                    .plus(fault == null ? Duration.ZERO : fault.delay())
                    .plus(replyDelays.next());
            Fault.Wire wire = fault == null ? Fault.Wire.ANSWER : fault.wire();
            entry.answered(wire == Fault.Wire.ANSWER ? response.told() : wire + " instead of " + response.told());
            return new Exchange(wire, dated(response), delay, entry);
        } finally {
            lock.unlock();
        }
    }

    /** Records when a response was sent. */
    final void left(Exchange exchange, Duration taken) {
        RequestLog.Entry entry = exchange.entry();
        if (entry != null) {
            change(() -> entry.left(exchange.status(), exchange.delay(), taken));
        }
    }

    private SimulatedResponse dated(SimulatedResponse response) {
        return response.headers().first("Date").isPresent()
                ? response
                : response.header("Date", HTTP_DATE.format(now()));
    }

    private SimulatedResponse service(String call, SimulatedRequest request) {
        Optional<Duration> left = callWindows.refusal(call, now());
        return left.isPresent() ? throttled(request, left.get()) : handle(request);
    }

    private SimulatedResponse answer(Fault fault, SimulatedRequest request) {
        if (fault.executes()) {
            return service(callName(request), request);
        }
        SimulatedResponse own = fault.answer();
        return own == null ? SimulatedResponse.empty(503) : own;
    }

    /** Blocks until a response may be sent, counted from when its request was read; false if the simulator was closed first. */
    final boolean pauseUntil(long readAt, Duration delay) throws InterruptedException {
        if (delay.isZero()) {
            return true;
        }
        CountDownLatch over = new CountDownLatch(1);
        pauses.add(over);
        Duration left = delay.minusNanos(time.nanoTime() - readAt);
        TimeSource.Timer timer = time.schedule(left, over::countDown);
        try {
            if (!closed) {
                over.await();
            }
            return !closed;
        } finally {
            timer.cancel();
            pauses.remove(over);
        }
    }

    final boolean isClosed() {
        return closed;
    }
}
