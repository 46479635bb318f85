package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that have to be permitted once their place has come. */
class PermittedPlacesTest extends FewPlaces {
    @Test
    void sendAsync_whileARequestIsBeingPermitted_keepsItsPlaceForIt() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        Permission permission = new Permission();
        CompletableFuture<HttpResponse> waiting = send(quick, permission);
        CompletableFuture<HttpResponse> next = send(quick, false, Sending.AMPLE);
        busy.get(0).cancel(true);
        permission.asked.join();
        assertThat(next).isNotDone();

        permission.given.complete(null);

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(next.join().status()).isEqualTo(200);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    /** The thread that passes its place on must not wait for a free thread, which it may be itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendAsync_whenThePermissionComesAtTheSameMoment_doesNotWaitForOthers(boolean refused)
            throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        CompletableFuture<HttpResponse> waiting = send(quick, new Permission(new LatePermission(refused)));
        CompletableFuture<HttpResponse> next = send(quick, false, Sending.AMPLE);

        busy.get(0).cancel(true);

        assertThat(waiting.handle((answer, thrown) -> thrown != null).join()).isEqualTo(refused);
        assertThat(next.join().status()).isEqualTo(200);
        assertThat(busy.subList(1, PLACES)).noneMatch(CompletableFuture::isDone);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    /** A permission that comes when it has been looked at once. */
    private static final class LatePermission extends CompletableFuture<Void> {
        private final boolean refused;

        LatePermission(boolean refused) {
            this.refused = refused;
        }

        @Override
        public boolean isDone() {
            boolean done = super.isDone();
            if (refused) {
                completeExceptionally(new IllegalStateException("overtaken"));
            } else {
                complete(null);
            }
            return done;
        }
    }

    /** It may have waited in front of this transport, in a decorator. */
    @Test
    void sendAsync_whenAPlaceIsFree_asksForPermissionToo() {
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        Permission permission = new Permission();
        CompletableFuture<HttpResponse> answer = send(quick, permission);
        assertThat(permission.asked).isCompleted();
        assertThat(answer).isNotDone();

        permission.given.complete(null);

        assertThat(answer.join().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendAsync_whenARequestIsNotPermitted_failsAndGivesItsPlaceToTheNext(boolean cancelled)
            throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        Permission permission = new Permission();
        CompletableFuture<HttpResponse> refused = send(quick, permission);
        CompletableFuture<HttpResponse> next = send(quick, false, Sending.AMPLE);
        busy.get(0).cancel(true);
        permission.asked.join();

        if (cancelled) {
            refused.cancel(true); // the permission may never come
        } else {
            permission.given.completeExceptionally(new IllegalStateException("overtaken"));
            assertThat(refused)
                    .failsWithin(Sending.AMPLE)
                    .withThrowableThat()
                    .havingCause()
                    .withMessage("overtaken");
        }

        assertThat(next.join().status()).isEqualTo(200);
        assertThat(quick.requests()).hasSize(1);
        assertThat(turns).hasValue(PLACES + 1);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    /** Its turn would count a time that nobody needs anymore. */
    @Test
    void sendAsync_whenItIsCancelledAsItIsPermitted_doesNotTakeItsTurn() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        CompletableFuture<CompletableFuture<HttpResponse>> waiting = new CompletableFuture<>();
        CompletableFuture<Void> cancelling = new CompletableFuture<>() {
            @Override
            public Void join() {
                waiting.join().cancel(true);
                return super.join();
            }
        };
        cancelling.complete(null);
        waiting.complete(send(quick, new Permission(cancelling)));
        CompletableFuture<HttpResponse> next = send(quick, false, Sending.AMPLE);

        busy.get(0).cancel(true);

        assertThat(next.join().status()).isEqualTo(200);
        assertThat(waiting.join()).isCancelled();
        assertThat(turns).hasValue(PLACES + 1);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    /** A slot that an ended exchange passes on is kept by the thread of that exchange, unless it has to wait. */
    @Test
    void sendAsync_whenManyRequestsAreBeingPermitted_sendsThemAll() {
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Permission permission = new Permission();
            if (i % 3 != 0) {
                permission.asked.thenRunAsync(() -> permission.given.complete(null));
            } else {
                permission.given.complete(null);
            }
            all.add(send(quick, permission));
        }

        assertThat(all).allSatisfy(sent -> assertThat(sent.join().status()).isEqualTo(200));
        assertThat(send(quick, false, Sending.AMPLE).join().status()).isEqualTo(200);
    }

    /** A turn that has to be permitted. */
    private final class Permission implements SendOrder.Turn {
        private final CompletableFuture<Void> asked = new CompletableFuture<>();
        private final CompletableFuture<Void> given;

        Permission() {
            this(new CompletableFuture<>());
        }

        Permission(CompletableFuture<Void> given) {
            this.given = given;
        }

        @Override
        public Duration longestWait() {
            return Duration.ofDays(1);
        }

        @Override
        public CompletableFuture<?> permitted() {
            asked.complete(null);
            return given;
        }

        @Override
        public Duration comes() {
            turns.incrementAndGet();
            return Sending.AMPLE;
        }
    }
}
