package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A client and its service, whose clocks differ, with all calls of the client.
 *
 * @param <R> the request for a copy
 * @param <T> what a copy yields
 */
abstract class SkewedCloud<R, T> implements AutoCloseable {
    private static final Duration LONG = Duration.ofHours(5);
    private static final int MOST_POLLS = 2000;

    /** They make no calls, or those of other methods. */
    private static final List<String> OF_OTHERS = List.of("close", "builder", "resumeAll", "copies");

    /** How a call is made. */
    enum Mode {
        SYNC,
        ASYNC
    }

    /** A call that fails, or waits for ever, if the clocks are compared. */
    interface Act {
        void run(Mode mode);
    }

    final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, Act> acts = new LinkedHashMap<>();

    abstract Simulator simulator();

    abstract ImageCopyClient<R, T> client();

    abstract R request();

    /** Learns of the clocks, and signs in: no time may pass while something works on its own thread. */
    void prepare() {}

    /** Makes a client that reaches the simulator in process. */
    final <B extends ClientBuilder<B>> B inProcess(B builder) {
        return builder.transport(simulator().transport()).timeSource(time).callbackExecutor(Runnable::run);
    }

    final Map<String, Act> acts() {
        if (acts.isEmpty()) {
            fill();
        }
        return acts;
    }

    /** Adds the calls that all clients have, and those of one. */
    void fill() {
        acts.put("copyImage", mode -> finish(mode, copy(mode)));
        acts.put("copyImage after a lost reply", mode -> {
            prepare(); // else it is the refusal of the wrong date that gets lost
            simulator().failNext(Fault.loseReply().on("copyImage"));
            finish(mode, copy(mode));
            assertThat(simulator().copies()).hasSize(1);
        });
        acts.put("copyImage after a lost request", mode -> {
            simulator().failNext(Fault.refuseConnection().on("copyImage"));
            finish(mode, copy(mode));
        });
        acts.put("resume", mode -> finish(mode, client().resume(copy(mode).resumeToken())));
    }

    final void act(String name, Act act) {
        acts.put(name, act);
    }

    /** Adds a call that answers at once. */
    final void call(String name, Supplier<?> blocking, Supplier<? extends CompletableFuture<?>> async) {
        acts.put(name, mode -> assertThat(answer(mode, blocking, async)).isNotNull());
    }

    /** Adds a call that answers nothing. */
    final void order(String name, Runnable blocking, Supplier<? extends CompletableFuture<?>> async) {
        acts.put(name, mode -> {
            Object unused = answer(
                    mode,
                    () -> {
                        blocking.run();
                        return "";
                    },
                    async);
        });
    }

    /** Adds a call that begins an operation. */
    final <V> void operation(
            String name, Supplier<Operation<V>> blocking, Supplier<CompletableFuture<Operation<V>>> async) {
        acts.put(name, mode -> finish(mode, this.<Operation<V>>answer(mode, blocking, async)));
    }

    final Operation<T> copy(Mode mode) {
        return answer(mode, () -> client().copyImage(request()), () -> client().copyImageAsync(request()));
    }

    final <V> V answer(
            Mode mode, Supplier<? extends V> blocking, Supplier<? extends CompletableFuture<? extends V>> async) {
        return mode == Mode.SYNC ? blocking.get() : done(async.get());
    }

    final <V> void finish(Mode mode, Operation<V> operation) {
        if (mode == Mode.ASYNC) {
            V unused = done(operation.awaitAsync(LONG));
        }
        for (int i = 0; i < MOST_POLLS && !operation.latest().state().isTerminal(); i++) {
            operation.poll();
            time.advance(Duration.ofSeconds(5));
        }
        assertThat(operation.latest().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    private <V> V done(CompletableFuture<? extends V> future) {
        try {
            return time.runUntilDone(future).join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** The methods of a client that make calls. */
    final List<String> methods() {
        Class<?> type = List.of(client().getClass().getInterfaces()).stream()
                .filter(ImageCopyClient.class::isAssignableFrom)
                .findFirst()
                .orElseThrow();
        return List.of(type.getMethods()).stream()
                .map(method -> method.getName().replaceFirst("Async$", ""))
                .filter(name -> !OF_OTHERS.contains(name))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        client().close();
        simulator().close();
    }
}
