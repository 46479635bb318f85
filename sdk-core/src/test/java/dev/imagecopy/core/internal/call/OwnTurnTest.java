package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.SendWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a call that nobody waits for tells while it waits for its turn, and which of that time counts. */
class OwnTurnTest {
    private static final ApiCall<String, String> OPEN =
            CallBench.row(Repeatability.ONCE).staysOpen().returning(response -> "x");

    private final CallBench bench = new CallBench();
    private final List<String> told = new ArrayList<>();
    private Optional<CompletableFuture<?>> permission = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    private final SendWatch watch = new SendWatch() {
        @Override
        public CompletableFuture<?> mayGoOut() {
            return permission.isPresent() ? permission.get() : SendWatch.super.mayGoOut();
        }

        @Override
        public void goesOut() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            told.add("goes out");
        }

        @Override
        public void joinsQueue() {
            told.add("joins the queue");
        }

        @Override
        public void waits(boolean maybeExecuted) {
            told.add("waits");
        }
    };

    private CompletableFuture<String> start() {
        return bench.executor().executeAsync(OPEN, "img-1", CallOptions.defaults(), CallOwner.APPLICATION, watch);
    }

    private static SendOrder.Turn turnOf(HttpRequest request) {
        return Objects.requireNonNull(SendOrder.of(request).turnOrNull());
    }

    @Test
    void call_thatIsQueued_tellsEachStep() {
        bench.transport.answerWith(request -> {
            SendOrder.Turn turn = turnOf(request);
            Duration unused = turn.longestWait();
            turn.comes();
            return CallBench.response(200, "");
        });

        assertThat(start()).isCompletedWithValue("x");

        assertThat(told).containsExactly("goes out", "joins the queue", "waits", "goes out");
    }

    @Test
    void call_whoseWatchFailsAtItsTurn_isNotSentAndTellsThatItStillWaits() {
        IllegalStateException bug = new IllegalStateException("bug");
        bench.transport.answerWith(request -> {
            SendOrder.Turn turn = turnOf(request);
            Duration unused = turn.longestWait();
            failure = Optional.of(bug);
            turn.comes();
            throw new AssertionError("sent");
        });

        assertThatThrownBy(start()::join).hasCause(bug);

        assertThat(told).containsExactly("goes out", "joins the queue", "waits", "waits");
    }

    @Test
    void permission_thatTakesTime_takesThatOfTheCall() {
        bench.callTimeout = Duration.ofSeconds(10);
        List<Duration> granted = new ArrayList<>();
        bench.transport.answerWith(request -> {
            granted.add(grantedAfterAPermission(request));
            return CallBench.response(200, "");
        });

        assertThat(start()).isCompletedWithValue("x");

        assertThat(granted).containsExactly(Duration.ofSeconds(6));
    }

    private Duration grantedAfterAPermission(HttpRequest request) {
        SendOrder.Turn turn = turnOf(request);
        Duration unused = turn.longestWait();
        bench.time.advance(Duration.ofHours(1));
        CompletableFuture<Object> asked = new CompletableFuture<>();
        permission = Optional.of(asked);
        int before = bench.time.pendingTasks();
        CompletableFuture<?> permitted = turn.permitted();
        bench.time.advance(Duration.ofSeconds(4));

        asked.complete("now");

        assertThat(permitted).isCompleted();
        assertThat(bench.time.pendingTasks()).as("timers").isEqualTo(before);
        return turn.comes();
    }

    @Test
    void permission_ofACallThatHasEnded_isRefused() {
        List<CompletableFuture<?>> permitted = new ArrayList<>();
        bench.transport.answerWith(request -> {
            bench.lifecycle().close();
            permitted.add(turnOf(request).permitted());
            throw CallBench.unsent();
        });

        assertThat(start()).isCompletedExceptionally();

        assertThat(permitted).singleElement().satisfies(asked -> assertThatThrownBy(asked::join)
                .hasCauseInstanceOf(ClientClosedException.class));
    }
}
