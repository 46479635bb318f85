package dev.imagecopy.verification.lostreplies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Copies whose replies are lost at random, one a run. Whatever is lost: never two images, none for a copy that was refused,
 * and the image of a copy that the client counts as done is there. What stays open in one client is left to another, which
 * has nothing but the resume token.
 *
 * @param <R> the request
 * @param <T> what a copy yields
 */
final class LostReplies<R, T> {
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final Supplier<? extends ImageCopyClient<R, T>> clients;
    private final Function<T, String> imageId;
    private final Supplier<List<String>> made;
    private final Pace pace;
    private final Consumer<Object> told;

    /**
     * Prepares runs against one simulator.
     *
     * @param clients makes a client
     * @param imageId the id of what a copy yields
     * @param made the ids of all images that the simulator has made
     * @param pace lets time pass
     * @param told receives the results and exceptions of the caller
     */
    LostReplies(
            Supplier<? extends ImageCopyClient<R, T>> clients,
            Function<T, String> imageId,
            Supplier<List<String>> made,
            Pace pace,
            Consumer<Object> told) {
        this.clients = clients;
        this.imageId = imageId;
        this.made = made;
        this.pace = pace;
        this.told = told;
    }

    /** Lets time pass. */
    interface Pace {
        /** Until a future is done. */
        void until(CompletableFuture<?> future);

        /** As long as it takes to start another process; false where that would take too long. */
        default boolean restart() {
            return false;
        }

        /** Real time, which passes by itself. */
        static Pace real() {
            return future -> {};
        }

        static Pace of(ManualTimeSource time) {
            return new Pace() {
                @Override
                public void until(CompletableFuture<?> future) {
                    CompletableFuture<?> unused = time.runUntilDone(future);
                }

                @Override
                public boolean restart() {
                    time.advance(Duration.ofMinutes(10));
                    return true;
                }
            };
        }
    }

    /** What became of all runs. */
    static final class Tally {
        private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);

        void add(Ending ending) {
            endings.merge(ending, 1, Integer::sum);
        }

        int of(Ending ending) {
            return endings.getOrDefault(ending, 0);
        }

        @Override
        public String toString() {
            return endings.toString();
        }
    }

    /** Something that makes a client doubt: the reply is lost in one of four ways, or the request itself is. */
    static Fault lost(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> Fault.loseReply();
            case 1 -> Fault.resetReply();
            case 2 -> Fault.garbageReply();
            case 3 -> Fault.truncateReply();
            default -> Fault.dropRequest();
        };
    }

    /**
     * Asks for one copy and checks what comes of it.
     *
     * @param run the run's name in failures
     * @param request the copy
     * @param async whether it is asked for without blocking
     */
    Ending run(String run, R request, boolean async) {
        int before = made.get().size();
        Optional<T> image = Optional.empty();
        Ending ending;
        try (ImageCopyClient<R, T> client = clients.get()) {
            Operation<T> copy = async ? result(client.copyImageAsync(request)) : client.copyImage(request);
            image = Optional.of(result(copy.awaitAsync(PATIENCE)));
            ending = Ending.DONE;
        } catch (AmbiguousOutcomeException unknown) {
            told.accept(unknown);
            image = later(unknown);
            ending = image.isPresent() ? Ending.DONE : Ending.UNKNOWN;
        } catch (OperationException ended) {
            told.accept(ended);
            assertThat(ended.resumeToken()).as(run).isPresent();
            ending = Ending.ENDED;
        } catch (SdkException refused) {
            told.accept(refused);
            assertThat(made.get()).as("%s: %s", run, refused).hasSize(before);
            ending = Ending.REFUSED;
        }
        List<String> now = made.get();
        assertThat(now.size() - before).as(run).isBetween(image.isPresent() ? 1 : 0, 1);
        image.ifPresent(told);
        image.ifPresent(own -> assertThat(imageId.apply(own)).as(run).isEqualTo(now.get(before)));
        return ending;
    }

    private Optional<T> later(AmbiguousOutcomeException unknown) {
        if (!pace.restart()) {
            return Optional.empty();
        }
        try (ImageCopyClient<R, T> client = clients.get()) {
            Operation<T> copy = client.resume(unknown.resumeToken().orElseThrow());
            return Optional.of(result(copy.awaitAsync(PATIENCE)));
        } catch (AmbiguousOutcomeException | OperationException unsettled) {
            told.accept(unsettled);
            return Optional.empty();
        }
    }

    private <V> V result(CompletableFuture<V> future) {
        pace.until(future);
        try {
            return future.get(120, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException cause) {
                throw cause;
            }
            throw new AssertionError("not an exception of the SDK's", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }
}
