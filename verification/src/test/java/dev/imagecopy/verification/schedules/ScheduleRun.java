package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.client.TestSettings;
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
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One life of an application, drawn from a seed: it starts copies, waits, polls, cancels, jumps in time, closes its client
 * and resumes everything, while the service and the network misbehave. With mischief, so do its callbacks, clocks, credentials
 * and tokens, and others copy to the same names. In the end, every copy must be accounted for. Everything that the application
 * can see (values, exceptions, events, log lines, tokens) is searched for the secret.
 */
final class ScheduleRun {
    private static final int MOST_CALLS = 3;
    private static final Secret KEY = Secret.of("the application's own key, long enough");

    /** By how much clocks are wrong. */
    private static final List<Duration> SKEWS = List.of(
            Duration.ofHours(-2),
            Duration.ofMinutes(-10),
            Duration.ofSeconds(-65),
            Duration.ofSeconds(65),
            Duration.ofMinutes(10),
            Duration.ofHours(2));

    private final RandomGenerator random;
    private final ManualTimeSource time = new ManualTimeSource();
    private final Judge judge;
    private final Mischief mischief;
    private final ModelService service;
    private final ModelType type;
    private final SignIn signIn;
    private final CallbackQueue callbacks;
    private final Forgeries forgeries;
    private final Optional<Secret> tokenKey;
    private final BlockedWaits blockedWaits;
    private final List<LogicalCall> calls = new ArrayList<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private ClientRuntime client;
    private ClientRuntime otherProcess;
    private boolean closedInAStep;

    /**
     * Draws a run.
     *
     * @param rule how the copy call is declared
     * @param serviceKnowsKeys whether the service takes two calls with one key for one
     * @param waitsBlock whether some steps wait on threads of their own; older seeds were drawn without
     * @param mischiefPermille how often the code around the engine misbehaves when it is called
     */
    ScheduleRun(long seed, Repeatability rule, boolean serviceKnowsKeys, boolean waitsBlock, int mischiefPermille) {
        this.random = generator(seed);
        this.judge = new Judge(seed);
        this.mischief = new Mischief(time, generator(-seed), mischiefPermille);
        this.service = new ModelService(time, random, serviceKnowsKeys, mischief);
        boolean scoped = mischief.happens(33);
        this.type = new ModelType(rule, mischief, scoped ? ModelType.PROJECT : "");
        this.tokenKey = mischief.happens(33) ? Optional.of(KEY) : Optional.empty();
        this.signIn = new SignIn(time, mischief);
        this.callbacks = new CallbackQueue(mischief);
        this.forgeries = new Forgeries(mischief.random(), scoped);
        this.blockedWaits = waitsBlock ? new BlockedWaits(random) : null;
        if (mischief.happens(50)) {
            skewClock();
        }
        this.client = newClient();
        mischief.closing(() -> {
            closedInAStep = true;
            client.close();
        });
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Runs to the end, listening to the log; what went wrong is in the message. */
    void runOverheard() {
        CapturedLog.watch(judge::requireNoSecret, this::run);
    }

    /** Runs to the end; what went wrong is in the message. */
    void run() {
        try {
            int steps = 5 + random.nextInt(40);
            for (int step = 0; step < steps; step++) {
                step();
            }
            judge.move("all is well again");
            service.heal();
            mischief.end();
            callbacks.unblock();
            Accounting accounting = new Accounting(judge, time, service, random);
            calls.forEach(call -> accounting.accountFor(call, this::resumed));
            client.close();
            leaveOtherProcess();
            signIn.end();
            if (blockedWaits != null) {
                blockedWaits.ends().forEach(judge::requireQuiet);
            }
            futures.forEach(judge::requireQuiet);
            judge.require(futures.stream().allMatch(CompletableFuture::isDone), "a future never ended");
            judge.require(service.open() == 0, "exchanges left open: " + service.open());
            judge.require(time.pendingTasks() == 0, "timers left: " + time.pendingTasks());
            judge.require(time.taskFailures().isEmpty(), "timer tasks threw " + time.taskFailures());
            judge.require(service.stolen() == 0, "a forged token made a copy");
            judge.require(service.strayed().isEmpty(), "sent to " + service.strayed());
            judge.requireNothingNoted();
        } catch (RuntimeException | StackOverflowError e) {
            throw judge.failure(String.valueOf(e), e);
        }
    }

    private void step() {
        if (mischief.happens(25)) {
            mischievousStep();
        } else {
            ordinaryStep();
        }
        while (closedInAStep) { // mischief may close the client during a restart
            restart();
        }
    }

    private void ordinaryStep() {
        switch (random.nextInt(14)) {
            case 0, 1 -> startOne();
            case 2 -> advance(Duration.ofMillis(random.nextInt(60_000)));
            case 3 -> jump(Duration.ofMinutes(random.nextInt(-60, 61)));
            case 4, 5 ->
                any("wait").ifPresent(one -> futures.add(one.awaitAsync(Duration.ofSeconds(1 + random.nextInt(600)))));
            case 6 -> any("poll").ifPresent(one -> futures.add(one.pollAsync()));
            case 7 -> any("poll here").ifPresent(this::pollHere);
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    any("cancel").ifPresent(one -> futures.add(one.cancelAsync()));
                }
            }
            case 9 -> {
                if (!futures.isEmpty()) {
                    judge.move("cancel a future");
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
                    advanceToNextTask();
                } else {
                    any("block in a wait, or interrupt one").ifPresent(blockedWaits::beginOrInterruptOne);
                }
            }
            default -> advanceToNextTask();
        }
    }

    private void mischievousStep() {
        switch (mischief.random().nextInt(9)) {
            case 0 -> anyToken("damage").ifPresent(this::resumeDamaged);
            case 1, 2 -> anyToken("forge").ifPresent(token -> resumeForged(client, token));
            case 3 -> {
                String name = "image-" + mischief.random().nextInt(MOST_CALLS);
                judge.move("others copy to " + name);
                service.copiedByOthers(name);
            }
            case 4 -> actInAnotherProcess();
            case 5 -> any("listen").ifPresent(one -> one.onProgress(new Told(judge::hear, mischief)));
            case 6 -> {
                judge.move("the callback returns");
                callbacks.unblock();
            }
            case 7 -> {
                judge.move("close");
                closedInAStep = true;
                client.close();
                ordinaryStep(); // with a closed client
            }
            default -> skewClock();
        }
    }

    private void advance(Duration by) {
        judge.move("advance " + by);
        time.advance(by);
    }

    private void advanceToNextTask() {
        judge.move("next task");
        time.advanceToNextTask();
    }

    private void jump(Duration by) {
        judge.move("clock jumps " + by);
        time.jumpWallClock(by);
    }

    private void skewClock() {
        jump(SKEWS.get(mischief.random().nextInt(SKEWS.size())));
    }

    private void startOne() {
        if (calls.size() == MOST_CALLS) {
            return;
        }
        String name = "image-" + calls.size();
        boolean here = random.nextInt(3) == 0;
        judge.move("start " + name + (here ? " here" : ""));
        CompletableFuture<Operation<String>> starting = here ? startHere(name) : startAsync(name);
        calls.add(new LogicalCall(name, starting));
        futures.add(starting.thenApply(operation -> operation)); // so that steps do not cancel the start itself
    }

    private CompletableFuture<Operation<String>> startHere(String name) {
        signIn.hurried(true);
        try {
            return CompletableFuture.completedFuture(client.start(type, name, CallOptions.defaults()));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            signIn.hurried(false);
        }
    }

    private CompletableFuture<Operation<String>> startAsync(String name) {
        try {
            return client.startAsync(type, name, CallOptions.defaults());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e); // the client is closed
        }
    }

    /** Only while nothing else goes on: one that joined a poll under way would wait for time that stands still. */
    private void pollHere(Operation<String> operation) {
        if (!futures.stream().allMatch(CompletableFuture::isDone) || service.open() > 0 || time.pendingTasks() > 0) {
            return;
        }
        signIn.hurried(true);
        try {
            operation.poll();
        } catch (RuntimeException | Error e) {
            judge.requireTyped(e);
            judge.requireNoSecret(e);
        } finally {
            signIn.hurried(false);
        }
    }

    private Optional<Operation<String>> any(String what) {
        List<Operation<String>> handles =
                calls.stream().flatMap(call -> call.handle().stream()).toList();
        if (handles.isEmpty()) {
            return Optional.empty();
        }
        Operation<String> one = handles.get(random.nextInt(handles.size()));
        judge.move(what + " " + one.id());
        return Optional.of(one);
    }

    private Optional<ResumeToken> anyToken(String what) {
        List<ResumeToken> tokens =
                calls.stream().flatMap(call -> call.token().stream()).toList();
        judge.move(what + " a token");
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(tokens.get(mischief.random().nextInt(tokens.size())));
    }

    private void resumeDamaged(ResumeToken token) {
        String damaged = forgeries.damaged(token);
        int before = service.arrivals();
        judge.require(Forgeries.resumed(client, type, damaged).isEmpty(), "a damaged token was accepted: " + damaged);
        judge.require(service.arrivals() == before, "a damaged token was used");
    }

    /** The application does not know that the token is forged, and waits for the operation. */
    private void resumeForged(ClientRuntime at, ResumeToken token) {
        try {
            Forgeries.resumed(at, type, forgeries.forged(token))
                    .ifPresent(operation -> futures.add(operation.awaitAsync(Duration.ofMinutes(10))));
        } catch (RuntimeException | Error e) {
            judge.requireTyped(e);
            judge.requireNoSecret(e);
        }
    }

    /** Another process uses the same tokens, until it ends. */
    private void actInAnotherProcess() {
        if (otherProcess != null && mischief.random().nextInt(3) == 0) {
            judge.move("end the other process");
            leaveOtherProcess();
            return;
        }
        if (otherProcess == null) {
            otherProcess = newClient();
        }
        anyToken("resume in another process").ifPresent(token -> {
            try {
                Operation<String> operation = otherProcess.resume(token, List.of(type));
                futures.add(operation.awaitAsync(Duration.ofMinutes(10)));
            } catch (RuntimeException | Error e) {
                judge.requireTyped(e);
            }
        });
    }

    private void leaveOtherProcess() {
        if (otherProcess != null) {
            otherProcess.close();
            otherProcess = null;
        }
    }

    /** The process ends; another one picks up what has a token. */
    private void restart() {
        judge.move("restart");
        closedInAStep = false;
        client.close();
        client = newClient();
        for (LogicalCall call : calls) {
            call.leaveBehind();
            call.token().ifPresent(token -> resume(call, token));
        }
    }

    private void resume(LogicalCall call, ResumeToken token) {
        try {
            call.continueWith(resumed(token));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            judge.requireTyped(e);
        }
    }

    private Operation<String> resumed(ResumeToken token) {
        judge.requireNoSecret(new String(
                Base64.getUrlDecoder().decode(token.value().substring("v1.".length())), StandardCharsets.UTF_8));
        return client.resume(ResumeToken.parse(token.value()), List.of(type));
    }

    private void hear(Object event) {
        judge.hear(event);
        mischief.at("listener");
    }

    private ClientRuntime newClient() {
        TestSettings settings = new TestSettings()
                .transport(service)
                .listener(new Overhearing(this::hear))
                .callbackExecutor(callbacks)
                .timeSource(time);
        if (mischief.isAbroad()) {
            settings.addInterceptor((attempt, headers) -> mischief.at("interceptor"));
        }
        tokenKey.ifPresent(settings::resumeTokenKey);
        return DefaultRuntimeStarter.of(settings.settings(), random).start(ModelType.profile(signIn, mischief));
    }
}
