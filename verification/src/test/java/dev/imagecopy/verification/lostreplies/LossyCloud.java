package dev.imagecopy.verification.lostreplies;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.verification.clouds.Clockwork;
import dev.imagecopy.verification.lostreplies.LostReplies.Ending;
import dev.imagecopy.verification.lostreplies.LostReplies.Pace;
import dev.imagecopy.verification.lostreplies.LostReplies.Tally;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A cloud that loses replies.
 *
 * @param <S> its simulator
 * @param <R> the request for a copy
 * @param <T> what a copy yields
 */
abstract class LossyCloud<S extends Simulator, R, T> {
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
        return new LostReplies<>(clients, this::imageId, () -> made(simulator), pace)
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

    abstract R request(String name, SplittableRandom random);

    abstract String imageId(T image);

    /** The ids of all images that the simulator has made. */
    abstract List<String> made(S simulator);

    /** Checks that each ending occurred often, or the runs prove nothing. */
    abstract void checkInProcess(Tally tally, int runs);

    abstract void checkOverHttp(Tally tally, int runs);
}
