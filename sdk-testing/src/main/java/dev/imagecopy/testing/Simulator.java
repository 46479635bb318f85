package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
 * {@link #requests()}, {@link #arrivals} and {@link #copies()} afterwards.
 *
 * <p>A simulator of another service is made like this:
 *
 * <pre>{@code
 * public final class ShelfSimulator extends Simulator {
 *     public record Copy(String id, String source, SimulatedJob job) {}
 *
 *     private final Map<String, Copy> copies = new LinkedHashMap<>();
 *
 *     private ShelfSimulator() {} // the system's clock
 *
 *     private ShelfSimulator(TimeSource time) {
 *         super(time);
 *     }
 *
 *     public static ShelfSimulator start() {
 *         return listening(new ShelfSimulator());
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
 * <p>Thread safety: safe for use by many threads. {@link #callName} and {@link #handle} are called by one thread at a time;
 * delays are spent outside.
 *
 * <p>Cost: the first HTTP front of a JVM takes one to four seconds (WireMock loads), each further one some 20 ms.
 * {@link #close()} ends its threads.
 */
public abstract class Simulator implements AutoCloseable {
    /** What {@link #callName} says of a request that is none of the service's. */
    protected static final String UNKNOWN_CALL = "unknown";

    private static final URI NO_ADDRESS = URI.create("https://simulator.invalid/");

    private final TimeSource time;
    private final boolean ownsTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final FaultQueue faults = new FaultQueue();
    private final Set<CountDownLatch> pauses = ConcurrentHashMap.newKeySet();
    private Timeline timeline = Timeline.immediate();
    private volatile @Nullable WireMockFront front;
    private volatile boolean closed;

    /** Makes a simulator on the system's clock. */
    protected Simulator() {
        this.time = TimeSource.system();
        this.ownsTime = true;
    }

    /**
     * Makes a simulator.
     *
     * @param time its clock; not closed by the simulator
     */
    protected Simulator(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        this.ownsTime = false;
    }

    /**
     * Gives a new simulator its HTTP front: what each {@code start()} ends with.
     *
     * @param simulator one that does not listen yet
     * @param <S> its type
     * @return the same simulator, listening
     */
    protected static <S extends Simulator> S listening(S simulator) {
        Simulator base = simulator;
        if (base.front != null || base.closed) {
            throw new IllegalStateException("The simulator is listening or closed already");
        }
        base.front = new WireMockFront(simulator);
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
     * Executes a request on the simulator's state and gives the service's answer, errors included. Must not block: an answer
     * that takes time is {@link SimulatedResponse#after}. An exception is a bug of the simulator: in process it reaches the
     * test, over HTTP it is a 500 that shows it.
     *
     * @param request what arrived
     * @return the answer
     */
    protected abstract SimulatedResponse handle(SimulatedRequest request);

    /**
     * Lists the copies that the service has accepted, in order. One accepted request that starts a copy is one entry, whatever
     * became of the copy and of the answer; a replay that the service recognises adds none. "Never twice" is therefore
     * {@code copies().size() == 1}.
     *
     * @return each simulator's own records
     */
    public abstract List<?> copies();

    /**
     * Returns the address of the HTTP front.
     *
     * @return {@code http://localhost:port/}; for a simulator that runs in process only, an https address that never
     *     resolves, which {@link #transport()} takes like any other
     */
    public final URI endpoint() {
        WireMockFront listening = front;
        return listening == null ? NO_ADDRESS : URI.create("http://localhost:" + listening.port() + "/");
    }

    /**
     * Makes a transport that calls this simulator in process. Delays and timeouts are spent on the simulator's time source:
     * {@code send} sleeps on it, {@code sendAsync} completes at once when there is no delay and else schedules on it. Faults
     * become the {@code TransportException} and phase that a socket would have led to.
     *
     * @return a new transport for any host
     */
    public final HttpTransport transport() {
        return new InProcessTransport(this);
    }

    /**
     * Lists the requests that arrived, those struck by a fault included.
     *
     * @return the requests in order of arrival
     */
    public final List<RecordedRequest> requests() {
        return locked(() -> List.copyOf(requests));
    }

    /**
     * Counts the requests of one call that arrived.
     *
     * @param call the simulator's name for it, for example {@code copyImage}
     * @return how many arrived, those struck by a fault included
     */
    public final int arrivals(String call) {
        return locked(() -> (int)
                requests.stream().filter(request -> request.call().equals(call)).count());
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
            while (arrivals(call) < count && left > 0) {
                left = arrival.awaitNanos(left);
            }
            return arrivals(call) >= count;
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
        locked(() -> {
            faults.add(fault);
            return fault;
        });
    }

    /**
     * Tells how many queued faults have not struck as often as they should.
     *
     * @return 0 when everything that was to go wrong went wrong
     */
    public final int pendingFaults() {
        return locked(faults::size);
    }

    /**
     * Says how the copies go that start from now on.
     *
     * @param next their timeline; {@link Timeline#immediate()} until this is called
     */
    public final void script(Timeline next) {
        Objects.requireNonNull(next, "next");
        locked(() -> {
            timeline = next;
            return next;
        });
    }

    /** Stops listening, ends the front's threads and abandons answers that wait. Closing twice does nothing. */
    @Override
    public final void close() {
        closed = true;
        pauses.forEach(CountDownLatch::countDown);
        WireMockFront listening = front;
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
     * Starts a job on the timeline that {@link #script} set last.
     *
     * @return the job of one copy
     */
    protected final SimulatedJob newJob() {
        return locked(() -> new SimulatedJob(timeline, time));
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

    /** Takes a request from a front: records it, lets faults strike and executes it. */
    final Exchange exchange(SimulatedRequest request) {
        lock.lock();
        try {
            String call = callName(request);
            Fault fault = faults.strike(call);
            if (fault != null && fault.wire() == Fault.Wire.REFUSE) {
                return new Exchange(Fault.Wire.REFUSE, SimulatedResponse.empty(503), Duration.ZERO);
            }
            requests.add(RecordedRequest.of(call, request, time.now()));
            arrival.signalAll();
            return fault == null
                    ? Exchange.of(Fault.Wire.ANSWER, handle(request), Duration.ZERO, time)
                    : Exchange.of(fault.wire(), answer(fault, request), fault.delay(), time);
        } finally {
            lock.unlock();
        }
    }

    private SimulatedResponse answer(Fault fault, SimulatedRequest request) {
        if (fault.executes()) {
            return handle(request);
        }
        SimulatedResponse own = fault.answer();
        return own == null ? SimulatedResponse.empty(503) : own;
    }

    /** Blocks until a pause is over; false if the simulator was closed first. */
    final boolean pause(Duration length) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        pauses.add(over);
        TimeSource.Timer timer = time.schedule(length, over::countDown);
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
