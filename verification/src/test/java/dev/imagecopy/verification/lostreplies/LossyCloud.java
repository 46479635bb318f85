package dev.imagecopy.verification.lostreplies;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clockwork;
import dev.imagecopy.verification.lostreplies.LostReplies.Pace;
import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cloud that loses replies.
 *
 * @param <S> its simulator
 * @param <R> the request for a copy
 * @param <T> what a copy yields
 */
public abstract class LossyCloud<S extends Simulator, R, T> {
    private SdkListener listener = SdkListener.NONE;

    /** All four clouds. */
    public static List<LossyCloud<?, ?, ?>> all() {
        return List.of(new LossyAlibaba(), new LossyHuawei(), new LossyYandex(), new LossyFabric());
    }

    /** The name of the cloud. */
    @Override
    public final String toString() {
        return getClass().getSimpleName().substring("Lossy".length());
    }

    /** The secret of its clients, which must never be shown; empty if there is none. */
    public abstract String secret();

    /** How many requests it takes to start a copy. */
    public abstract int requestsToStart();

    /**
     * Makes one copy in process, with a fault.
     *
     * @param time the clock of the simulator and its clients; the copy advances it
     * @param hears receives the clients' events
     * @param told receives the results and exceptions of the caller
     * @return how the copy ended, and how often its first client sent it
     */
    public final Map.Entry<Ending, Integer> copyUnder(
            Fault fault, boolean async, ManualTimeSource time, SdkListener hears, Consumer<Object> told) {
        SplittableRandom random = new SplittableRandom(1);
        List<Integer> sent = new ArrayList<>(); // when the caller gets a result or an exception
        listener = hears;
        try (S simulator = inProcess(time)) {
            simulator.script(Timeline.polls(2));
            simulator.failNext(fault);
            Ending ending = new LostReplies<>(
                            clients(simulator, time, true, random),
                            this::imageId,
                            () -> made(simulator),
                            Pace.of(time),
                            news -> {
                                sent.add(simulator.arrivals("copyImage"));
                                told.accept(news);
                            })
                    .run(fault.toString(), request("golden-copy", random), async);
            return Map.entry(ending, sent.get(0));
        } finally {
            listener = SdkListener.NONE;
        }
    }

    /** Makes one copy in process, in a simulator and on a clock of its own. */
    final Ending runInProcess(int seed) {
        ManualTimeSource time = new ManualTimeSource();
        SplittableRandom random = new SplittableRandom(seed);
        try (S simulator = inProcess(time)) {
            hurt(simulator, random);
            return run(seed, simulator, clients(simulator, time, true, random), "golden-copy", random, Pace.of(time));
        }
    }

    /** Makes copies over HTTP, one after the other in one simulator. What does not strike one copy strikes the next. */
    final Tally runOverHttp(int runs) {
        Tally tally = new Tally();
        ManualTimeSource time = new ManualTimeSource();
        Clockwork clock = Clockwork.start(time);
        try (clock;
                S simulator = start(time)) {
            for (int seed = 0; seed < runs; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                hurtOverHttp(simulator, random);
                tally.add(run(
                        seed,
                        simulator,
                        clients(simulator, time, false, random),
                        "golden-" + seed,
                        random,
                        Pace.real()));
            }
        }
        return tally;
    }

    private Ending run(
            int seed,
            S simulator,
            Supplier<? extends ImageCopyClient<R, T>> clients,
            String name,
            SplittableRandom random,
            Pace pace) {
        return new LostReplies<>(clients, this::imageId, () -> made(simulator), pace, told -> {})
                .run("seed " + seed, request(name, random), random.nextBoolean());
    }

    abstract S inProcess(TimeSource time);

    abstract S start(TimeSource time);

    /** Makes replies get lost, and more go wrong. */
    abstract void hurt(S simulator, SplittableRandom random);

    /** Makes replies of copies get lost, up to three for each. */
    void hurtOverHttp(S simulator, SplittableRandom random) {
        for (int lost = 1 + random.nextInt(3); lost > 0; lost--) {
            simulator.failNext(LostReplies.lost(random).on("copyImage"));
        }
    }

    /** How clients of one run are made. */
    abstract Supplier<? extends ImageCopyClient<R, T>> clients(
            S simulator, TimeSource time, boolean inProcess, SplittableRandom random);

    static <B extends ClientBuilder<B>> B at(Simulator simulator, boolean inProcess, B client) {
        return inProcess
                ? client.transport(simulator.transport()).callbackExecutor(Runnable::run)
                : client.endpoint(simulator.endpoint());
    }

    /** Like {@link #at}, with the listener of the copy under way. */
    final <B extends ClientBuilder<B>> B heardAt(Simulator simulator, boolean inProcess, B client) {
        return at(simulator, inProcess, client).listener(listener);
    }

    abstract R request(String name, SplittableRandom random);

    abstract String imageId(T image);

    /** The ids of all images that the simulator has made. */
    abstract List<String> made(S simulator);

    /** Checks that each ending occurred often, or the runs prove nothing. */
    abstract void checkInProcess(Tally tally, int runs);

    abstract void checkOverHttp(Tally tally, int runs);
}
