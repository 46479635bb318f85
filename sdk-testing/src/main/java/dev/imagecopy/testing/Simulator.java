package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
 * A stand-in for a cloud service, strict and with a memory: the base of the simulators in this package. The service itself is
 * a plain state machine, {@link #handle}; two fronts lead to the same state:
 *
 * <ul>
 *   <li>HTTP on a free port of the loopback interface: {@link #endpoint()}, for simulators that were started with
 *       {@code start()};
 *   <li>{@link #transport()}, which calls the state machine in process, without sockets or threads, for any host: thousands of
 *       runs a second, and on a {@link ManualTimeSource} the same every time.
 * </ul>
 *
 * <p>What a test does with one: {@link #script} how long copies take, {@link #failNext} what goes wrong, and look at
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
 * <p>A simulator of another service is made like this:
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
 * delays are spent outside.
 *
 * <p>Cost: the first HTTP front of a JVM takes some tenths of a second, each further one a few milliseconds. A response that
 * waits holds a thread, and no other response up. {@link #close()} ends its threads.
 */
public abstract class Simulator implements AutoCloseable {
    /** What {@link #callName} says of a request that is none of the service's. */
    protected static final String UNKNOWN_CALL = "unknown";

    /** As servers write it; RFC_1123_DATE_TIME has days of one digit. */
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
     * @param time its clock, not closed by the simulator; null for the system's
     */
    protected Simulator(@Nullable TimeSource time) {
        this.time = time == null ? TimeSource.system() : time;
        this.ownsTime = time == null;
    }

    /**
     * Gives a new simulator its HTTP front: what each {@code start} ends with.
     *
     * @param simulator one that does not listen yet
     * @param options where and how it listens; the clock among them is not looked at, the simulator has one already
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
     * Names the call that a request makes, by method, path and parameters alone.
     *
     * @param request what arrived
     * @return for example {@code copyImage}; {@link #UNKNOWN_CALL} if the service has no such call
     */
    protected abstract String callName(SimulatedRequest request);

    /**
     * Executes a request on the simulator's state and gives the service's response, errors included. Must not block: a response
     * that takes time is {@link SimulatedResponse#after}. An exception is a bug of the simulator: in process it reaches the
     * test, over HTTP it is a 500 that shows it.
     *
     * @param request what arrived
     * @return the response
     */
    protected abstract SimulatedResponse handle(SimulatedRequest request);

    /**
     * Lists the copies that the service has accepted, in order. One accepted request that starts a copy is one entry, whatever
     * became of the copy and of the response; a replay that the service recognizes adds none. "Never twice" is therefore
     * {@code copies().size() == 1}.
     *
     * @return each simulator's own records
     */
    public abstract List<? extends ExecutedCopy> copies();

    /**
     * Counts how often each copy was executed: the oracle of tests that kill, repeat and resume. "Nothing twice" is
     * {@link #assertNothingCopiedTwice()}.
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
     * @return {@code http://localhost:port/}, or {@code https} if it was started with TLS; for a simulator that runs in
     *     process only, an https address that never resolves, which {@link #transport()} takes like any other
     */
    public final URI endpoint() {
        SimulatorFront listening = front;
        String scheme = certificate == null ? "http" : "https";
        return listening == null ? NO_ADDRESS : URI.create(scheme + "://localhost:" + listening.port() + "/");
    }

    /**
     * Trusts the certificate of a simulator that was started with TLS, and no other.
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
     * Creates a TLS context for clients that trust the certificate of this simulator, and no other.
     *
     * @return the context
     * @throws IllegalStateException if it was started without TLS
     */
    public final SSLContext sslContext() {
        return certificate().clientContext();
    }

    /**
     * Writes down the certificate of a simulator that was started with TLS, for tools that read trusted certificates from a
     * file.
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
     * Creates a transport that calls this simulator in process. Delays and timeouts are spent on the simulator's time source:
     * {@code send} sleeps on it, {@code sendAsync} completes at once when there is no delay and else schedules on it. Faults
     * become the {@code TransportException} and phase that a socket would have led to.
     *
     * @return a new transport for any host
     */
    public final HttpTransport transport() {
        return new InProcessTransport(this);
    }

    /**
     * Lists the requests that arrived, those struck by a fault included: the latest 10,000, unless {@link #keepRequests} says
     * otherwise.
     *
     * @return the requests in order of arrival
     */
    public final List<RecordedRequest> requests() {
        return locked(log::requests);
    }

    /**
     * Lists how the latest requests were answered, as far as the answers have left.
     *
     * @return the replies in the order in which their requests arrived
     */
    public final List<RecordedReply> replies() {
        return locked(log::replies);
    }

    /**
     * Returns how many requests are kept for {@link #requests()}. {@link #arrivals} counts those that were dropped too.
     *
     * @param most how many; 10,000 until this is called
     */
    public final void keepRequests(int most) {
        change(() -> log.keep(most));
    }

    /**
     * Counts the requests of one call that arrived.
     *
     * @param call the simulator's name for it, for example {@code copyImage}
     * @return how many arrived, those struck by a fault included
     */
    public final int arrivals(String call) {
        return locked(() -> log.arrivals(call));
    }

    /**
     * Fails unless a number of requests of one call have arrived. The message lists what arrived instead, and how it was
     * answered.
     *
     * @param call the simulator's name for it, for example {@code copyImage}
     * @param count how many must have arrived
     * @throws AssertionError if there were fewer or more
     */
    public final void assertArrivals(String call, int count) {
        check(() -> log.arrivals(call) == count, () -> count + " " + call + ", but " + log.arrivals(call) + " arrived");
    }

    /**
     * Fails unless exactly one request of a call has arrived.
     *
     * @param call the simulator's name for it
     * @return that request
     * @throws AssertionError if there was none, or several; the message lists what arrived instead
     */
    public final RecordedRequest assertOneArrival(String call) {
        assertArrivals(call, 1);
        return locked(() -> log.requests().stream()
                .filter(request -> request.call().equals(call))
                .findFirst()
                .orElseThrow());
    }

    /**
     * Fails unless the requests that arrived are of these calls, in this order, and there were no others.
     *
     * @param calls the simulator's names for them
     * @throws AssertionError if anything else arrived; the message lists it
     */
    public final void assertCalls(String... calls) {
        check(() -> log.calls().equals(List.of(calls)), () -> String.join(", ", calls) + " and nothing else");
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
     * @param count how many must have arrived
     * @param bound the longest real time to wait
     * @return false if fewer arrived in that time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public final boolean awaitArrivals(String call, int count, Duration bound) throws InterruptedException {
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
     * Lets something go wrong. Faults are queued: of several that a request could be struck by, the one queued first is.
     *
     * @param fault what goes wrong, with which call and how often
     * @throws IllegalArgumentException for {@link Fault#refuseConnection()} if this simulator listens on a port
     */
    public final void failNext(Fault fault) {
        if (fault.wire() == Fault.Wire.REFUSE && front != null) {
            throw new IllegalArgumentException("A simulator that listens on a port cannot refuse connections");
        }
        change(() -> faults.add(fault));
    }

    /**
     * Returns how many queued faults have not struck as often as they should.
     *
     * @return 0 when everything that was to go wrong went wrong
     */
    public final int pendingFaults() {
        return locked(faults::size);
    }

    /**
     * Returns how the copies go that start from now on.
     *
     * @param next their timeline; {@link Timeline#immediate()} until this is called
     */
    public final void script(Timeline next) {
        Objects.requireNonNull(next, "next");
        change(() -> timeline = next);
    }

    /**
     * Lets every response from now on wait, as a slow network does. The request has its effect at once; a fault's own delay
     * comes on top.
     *
     * @param least how long a response waits at least, counted from the moment when its request was read
     * @param most how long it waits at most; over many requests the waits are spread evenly, the same way in every run
     */
    public final void delayReplies(Duration least, Duration most) {
        ReplyDelays delays = new ReplyDelays(least, most);
        change(() -> replyDelays = delays);
    }

    /**
     * Limits the calls of each kind, as a gateway does: beyond the limit they are refused until the next window begins.
     *
     * @param calls how many requests of one call a window may have; 0 for no limit
     * @param window how long a window is; windows begin at multiples of it by the service's clock
     */
    public final void limitCalls(int calls, Duration window) {
        CallWindows windows = new CallWindows(calls, window);
        change(() -> callWindows = windows);
    }

    /**
     * Makes the service's refusal of a request beyond the limit of {@link #limitCalls}.
     *
     * @param request what arrived
     * @param left how long the window still lasts
     * @return 429 with {@code Retry-After}, unless the service refuses in another way
     */
    protected SimulatedResponse throttled(SimulatedRequest request, Duration left) {
        return SimulatedResponse.empty(429).header("Retry-After", String.valueOf(left.toSeconds() + 1));
    }

    /**
     * Sets the service's clock apart from that of the simulator's time source: dates of responses, ages of signatures and ends
     * of tokens go by it.
     *
     * @param ahead how far the service's clock is ahead; negative when it is behind
     */
    public final void skewClock(Duration ahead) {
        clockSkew = Objects.requireNonNull(ahead, "ahead");
    }

    /** Stops listening, ends the front's threads and abandons answers that wait. Closing twice does nothing. */
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
     * Returns the clock that everything in this simulator goes by.
     *
     * @return the time source
     */
    protected final TimeSource time() {
        return time;
    }

    /**
     * Tells the time by the service's clock.
     *
     * @return the time source's, off by what {@link #skewClock} says
     */
    protected final Instant now() {
        return time.now().plus(clockSkew);
    }

    /**
     * Starts a job on the timeline that {@link #script} set last.
     *
     * @return the job of one copy
     */
    protected final SimulatedJob newJob() {
        return locked(() -> new SimulatedJob(timeline, time));
    }

    /**
     * Prepares a job that starts later, on the timeline that {@link #script} set last: for services that queue copies.
     *
     * @return starts the job; takes the time source's monotonic time of the start, which may be past
     */
    protected final LongFunction<SimulatedJob> jobStartedLater() {
        Timeline scripted = locked(() -> timeline);
        return startNanos -> new SimulatedJob(scripted, time, startNanos);
    }

    /**
     * Reads or changes state from outside {@link #handle}, for example in {@link #copies()}.
     *
     * @param work runs while no request is handled
     * @param <V> what it gives
     * @return what it gave
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
     * Changes state from outside {@link #handle}.
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

    /** Takes a request from a front: records it, lets faults strike and executes it. */
    final Exchange exchange(SimulatedRequest request) {
        lock.lock();
        try {
            String call = callName(request);
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

    /** Remembers when a response left. */
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

    /**
     * Blocks until a response may leave, counted from the time its request was read; false if the simulator was closed first.
     */
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
