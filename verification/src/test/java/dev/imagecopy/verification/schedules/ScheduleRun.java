package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.client.TestSettings;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.internal.operation.DefaultRuntimeStarter;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One life of an application, drawn from a seed: it starts copies, waits, polls, cancels, jumps in time, closes its client
 * and picks everything up again, while the service and the network misbehave. In the end all must be accounted for. Whatever
 * it is told (values, exceptions, events, log lines, tokens) is searched for the secret.
 */
final class ScheduleRun {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST_CALLS = 3;

    /** One logical call: the copy that the application wants once. */
    private static final class Call {
        final String name;
        CompletableFuture<Operation<String>> starting;
        Operation<String> handle;

        Call(String name) {
            this.name = name;
        }
    }

    private final long seed;
    private final RandomGenerator random;
    private final ManualTimeSource time = new ManualTimeSource();
    private final ModelService service;
    private final ModelType type;
    private final BlockedWaits blockedWaits;
    private final List<Call> calls = new ArrayList<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private String secretTold = "";
    private ClientRuntime client;

    /**
     * Draws a run.
     *
     * @param rule how the copy call is declared
     * @param serviceKnowsKeys whether the service takes two calls with one key for one
     * @param waitsBlock whether some steps wait on threads of their own; older seeds were drawn without
     */
    ScheduleRun(long seed, Repeatability rule, boolean serviceKnowsKeys, boolean waitsBlock) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.service = new ModelService(time, random, serviceKnowsKeys);
        this.type = new ModelType(rule);
        this.blockedWaits = waitsBlock ? new BlockedWaits(random) : null;
        this.client = newClient();
    }

    /** Runs to the end, listening to the log; what went wrong is in the message. */
    void runOverheard() {
        CapturedLog.watch(this::requireNoSecret, this::run);
    }

    /** Runs to the end; what went wrong is in the message. */
    void run() {
        try {
            int steps = 5 + random.nextInt(40);
            for (int step = 0; step < steps; step++) {
                step();
            }
            service.heal();
            calls.forEach(this::accountFor);
            client.close();
            if (blockedWaits != null) {
                blockedWaits.ends().forEach(this::requireQuiet);
            }
            futures.forEach(this::requireQuiet);
            require(futures.stream().allMatch(CompletableFuture::isDone), "a future never ended");
            require(service.open() == 0, "exchanges left open: " + service.open());
            require(time.pendingTasks() == 0, "timers left: " + time.pendingTasks());
            require(secretTold.isEmpty(), "a secret in: " + secretTold);
            require(time.taskFailures().isEmpty(), "timer tasks threw " + time.taskFailures());
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1 -> startOne();
            case 2 -> time.advance(Duration.ofMillis(random.nextInt(60_000)));
            case 3 -> time.jumpWallClock(Duration.ofMinutes(random.nextInt(-60, 61)));
            case 4, 5 ->
                any().ifPresent(one -> futures.add(one.awaitAsync(Duration.ofSeconds(1 + random.nextInt(600)))));
            case 6 -> any().ifPresent(one -> futures.add(one.pollAsync()));
            case 7 -> any().ifPresent(this::pollHere);
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    any().ifPresent(one -> futures.add(one.cancelAsync()));
                }
            }
            case 9 -> {
                if (!futures.isEmpty()) {
                    futures.get(random.nextInt(futures.size())).cancel(true);
                }
            }
            case 10 -> {
                if (random.nextInt(3) == 0) {
                    restart();
                }
            }
            case 11 -> {
                if (blockedWaits == null) {
                    time.advanceToNextTask();
                } else {
                    any().ifPresent(blockedWaits::beginOrInterruptOne);
                }
            }
            default -> time.advanceToNextTask();
        }
        calls.forEach(this::noteStarted);
    }

    private void startOne() {
        if (calls.size() == MOST_CALLS) {
            return;
        }
        Call call = new Call("image-" + calls.size());
        calls.add(call);
        if (random.nextInt(3) == 0) {
            call.starting = new CompletableFuture<>();
            try {
                call.starting.complete(client.start(type, call.name, CallOptions.defaults()));
            } catch (SdkException e) {
                call.starting.completeExceptionally(e);
            }
        } else {
            call.starting = client.startAsync(type, call.name, CallOptions.defaults());
        }
        futures.add(call.starting.thenApply(operation -> operation)); // so that steps do not cancel the start itself
    }

    /** Only while nothing else goes on: one that joined a poll under way would wait for time that stands still. */
    private void pollHere(Operation<String> operation) {
        if (!futures.stream().allMatch(CompletableFuture::isDone) || service.open() > 0 || time.pendingTasks() > 0) {
            return;
        }
        try {
            operation.poll();
        } catch (SdkException e) {
            requireNoSecret(e);
        }
    }

    private void noteStarted(Call call) {
        if (call.handle == null && call.starting.isDone() && !call.starting.isCompletedExceptionally()) {
            call.handle = call.starting.join();
        }
    }

    private Optional<Operation<String>> any() {
        List<Operation<String>> handles = calls.stream()
                .filter(call -> call.handle != null)
                .map(call -> call.handle)
                .toList();
        return handles.isEmpty() ? Optional.empty() : Optional.of(handles.get(random.nextInt(handles.size())));
    }

    /** The process ends; another one picks up what has a token. */
    private void restart() {
        client.close();
        client = newClient();
        for (Call call : calls) {
            noteStarted(call);
            tokenOf(call).ifPresent(token -> call.handle = resumed(token));
        }
    }

    private Operation<String> resumed(ResumeToken token) {
        requireNoSecret(new String(
                Base64.getUrlDecoder().decode(token.value().substring("v1.".length())), StandardCharsets.UTF_8));
        return client.resume(ResumeToken.parse(token.value()), List.of(type));
    }

    private Optional<ResumeToken> tokenOf(Call call) {
        if (call.handle != null) {
            return Optional.of(call.handle.resumeToken());
        }
        return call.starting.isCompletedExceptionally() && failureOf(call.starting) instanceof SdkException e
                ? e.resumeToken()
                : Optional.empty();
    }

    /** Nothing goes wrong any more: how did this call end, and is that true? */
    private void accountFor(Call call) {
        runUntilDone(call.starting);
        noteStarted(call);
        time.advance(Duration.ofMinutes(2)); // all that was made is visible now
        List<ModelService.Copy> made = service.copiesOf(call.name);
        require(made.size() <= 1, made.size() + " copies for one logical call");
        Optional<ResumeToken> token = tokenOf(call);
        if (token.isEmpty()) {
            require(made.isEmpty(), "the copy exists, but its caller was told " + failureOf(call.starting));
            return;
        }
        if (call.handle == null || random.nextBoolean()) {
            call.handle = resumed(token.get());
        }
        CompletableFuture<String> wait = call.handle.awaitAsync(A_DAY);
        runUntilDone(wait);
        Throwable failure = wait.isCompletedExceptionally() ? failureOf(wait) : null;
        boolean cancelled = made.stream().anyMatch(ModelService.Copy::wasCancelled);
        boolean succeeded = made.stream().anyMatch(copy -> copy.succeeds);
        if (failure == null) {
            require(succeeded && !made.isEmpty(), "a success that the service does not know");
        } else if (failure instanceof OperationFailedException) {
            require(cancelled || !succeeded, "told FAILED, but the service succeeded");
        } else if (failure instanceof OperationCancelledException) {
            require(cancelled, "told CANCELLED, but nobody cancelled");
        } else if (failure instanceof AmbiguousOutcomeException) {
            require(cancelled || made.isEmpty(), "told ambiguous, but the service shows the copy: lost");
        } else {
            require(false, "an end that is none: " + failure);
        }
        require(service.copiesOf(call.name).size() <= 1, "a second copy after the end");
    }

    private void runUntilDone(CompletableFuture<?> future) {
        for (int tasks = 0; !future.isDone(); tasks++) {
            require(tasks < 50_000 && time.advanceToNextTask(), "a future that nothing will end");
        }
        requireQuiet(future);
    }

    private void requireQuiet(CompletableFuture<?> future) {
        if (future.isCompletedExceptionally()) {
            requireNoSecret(failureOf(future));
        } else if (future.isDone()) {
            requireNoSecret(String.valueOf(future.join()));
        }
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        try {
            future.join();
            throw new IllegalStateException("it did not fail");
        } catch (CompletionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }

    private void requireNoSecret(Throwable failure) {
        requireNoSecret(failure.toString());
        if (failure.getCause() != null) {
            requireNoSecret(failure.getCause());
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            requireNoSecret(suppressed);
        }
    }

    void hear(Object event) {
        requireNoSecret(event.toString());
    }

    private void requireNoSecret(String text) {
        if (text.contains(ModelType.SECRET)) {
            secretTold = text; // the engine may well catch what is thrown here
        }
        require(!text.contains(ModelType.SECRET), "a secret in: " + text);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("seed " + seed + ": " + otherwise);
        }
    }

    private ClientRuntime newClient() {
        return DefaultRuntimeStarter.of(
                        new TestSettings()
                                .transport(service)
                                .listener(new Overhearing(this::hear))
                                .callbackExecutor(Runnable::run)
                                .timeSource(time)
                                .settings(),
                        random)
                .start(ModelType.profile());
    }
}
