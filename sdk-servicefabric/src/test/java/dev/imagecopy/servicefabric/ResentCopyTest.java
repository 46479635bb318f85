package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process does with a copy that another process may have sent again just before it ended. */
class ResentCopyTest {
    private static final CopyImageStoreContentRequest REQUEST = CopyImageStoreContentRequest.builder()
            .remoteSource("App\\v1")
            .remoteDestination("App\\v2")
            .serverTimeout(Duration.ofHours(1))
            .build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final OperationStore store = new InMemoryOperationStore();

    private ServiceFabricClient client(ServiceFabricSimulator cluster) {
        return TestClients.inProcess(cluster, time).operationStore(store).build();
    }

    @Test
    void resume_whenTheOtherProcessHasJustSentItAgain_doesNotSendItMeanwhile() {
        try (ServiceFabricSimulator cluster = cluster()) {
            try (ServiceFabricClient first = client(cluster)) {
                cluster.failNext(Fault.dropRequest().on("copyImage"));
                CompletableFuture<CopiedContent> wait = first.copyImage(REQUEST).awaitAsync(Duration.ofHours(5));
                while (cluster.arrivals("copyImage") < 2) {
                    time.advanceToNextTask();
                }
                assertThat(wait).isNotDone();
            }
            time.advance(Duration.ofMinutes(2));
            try (ServiceFabricClient second = client(cluster)) {
                Operation<CopiedContent> resumed =
                        second.resumeAll(store).operations().get(0);

                assertThat(new Jumping(time).finish(resumed).evidence()).isEqualTo(Evidence.VERIFIED);
                assertThat(cluster.copies()).hasSize(1);
            }
        }
    }

    @Test
    void resume_whenNoAttemptHasArrived_sendsItOnceTheTimeOfAnyOtherHasPassed() {
        try (ServiceFabricSimulator cluster = cluster()) {
            try (ServiceFabricClient first = client(cluster)) {
                cluster.failNext(Fault.dropRequest().on("copyImage"));
                first.copyImage(REQUEST);
            }
            time.advance(Duration.ofHours(3));
            try (ServiceFabricClient second = client(cluster)) {
                Operation<CopiedContent> resumed =
                        second.resumeAll(store).operations().get(0);
                long begin = time.nanoTime();

                assertThat(new Jumping(time).finish(resumed).evidence()).isEqualTo(Evidence.ANSWERED);
                assertThat(Duration.ofNanos(time.nanoTime() - begin)).isGreaterThan(Duration.ofHours(1));
                assertThat(cluster.copies()).hasSize(1);
            }
        }
    }

    /** The poll that asked is aborted, and nothing can be sent by it any more. */
    @Test
    void resume_whenTheWaitEndsWhileTheStoreIsAsked_sendsItByALaterPoll() {
        try (ServiceFabricSimulator cluster = cluster()) {
            try (ServiceFabricClient first = client(cluster)) {
                cluster.failNext(Fault.dropRequest().on("copyImage"));
                first.copyImage(REQUEST);
            }
            time.advance(Duration.ofHours(3));
            HeldStore slow = new HeldStore(store);
            try (ServiceFabricClient second =
                    TestClients.inProcess(cluster, time).operationStore(slow).build()) {
                Operation<CopiedContent> resumed =
                        second.resumeAll(slow).operations().get(0);
                slow.holds.add(HeldStore.Question.CLAIM);
                CompletableFuture<CopiedContent> wait = resumed.awaitAsync(Duration.ofDays(1));
                while (!slow.isHolding()) {
                    time.advanceToNextTask();
                }
                wait.cancel(true);
                slow.answerAll();

                assertThat(new Jumping(time).finish(resumed).evidence()).isEqualTo(Evidence.ANSWERED);
                cluster.assertArrivals("copyImage", 2);
            }
        }
    }

    @Test
    void resume_ofACopyThatAnotherClientStillFollows_leavesTheCopyToWhoeverSendsItAgainFirst() {
        try (ServiceFabricSimulator cluster = cluster();
                ServiceFabricClient first = client(cluster);
                ServiceFabricClient second = client(cluster)) {
            cluster.failNext(Fault.dropRequest().on("copyImage"));
            Operation<CopiedContent> followed = first.copyImage(REQUEST);
            time.advance(Duration.ofMinutes(2));
            Operation<CopiedContent> resumed =
                    second.resumeAll(store).operations().get(0);
            while (!followed.latest().state().isTerminal()
                    || !resumed.latest().state().isTerminal()) {
                followed.poll();
                resumed.poll();
                time.advance(Duration.ofMinutes(1));
            }

            cluster.assertArrivals("copyImage", 2);
            assertThat(cluster.copies()).hasSize(1);
            assertThat(resumed.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    /** The first client's request is under way for longer than the cluster's time limit, which is less than the client's own. */
    @Test
    void resume_whileTheOtherClientsRequestMayStillArrive_doesNotSendIt() {
        try (ServiceFabricSimulator cluster = cluster();
                ServiceFabricClient first = TestClients.inProcess(cluster, time)
                        .operationStore(store)
                        .transport(new SlowNetwork(cluster.transport(), time))
                        .build();
                ServiceFabricClient second = client(cluster)) {
            first.copyImage(REQUEST);
            time.advance(Duration.ofMinutes(1));
            Operation<CopiedContent> resumed =
                    second.resumeAll(store).operations().get(0);

            assertThat(new Jumping(time).finish(resumed).evidence()).isEqualTo(Evidence.VERIFIED);
            assertThat(cluster.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 30, 65, 75, 600, 7200})
    void resume_byAClockThatIsAhead_doesNotSendWhileTheOtherClientsCopyRuns(long secondsAhead) {
        try (ServiceFabricSimulator cluster = cluster()) {
            cluster.script(Timeline.lasting(Duration.ofSeconds(59)));
            try (ServiceFabricClient first = TestClients.inProcess(cluster, time)
                            .operationStore(store)
                            .transport(new LateTransport(cluster.transport(), time, Duration.ofSeconds(5)))
                            .build();
                    ServiceFabricClient second = TestClients.inProcess(cluster, time)
                            .operationStore(store)
                            .timeSource(new ClockAhead(time, Duration.ofSeconds(secondsAhead)))
                            .build()) {
                first.copyImage(CopyImageStoreContentRequest.builder()
                        .remoteSource("App\\v1")
                        .remoteDestination("App\\v2")
                        .serverTimeout(Duration.ofSeconds(60))
                        .build());
                Operation<CopiedContent> resumed =
                        second.resumeAll(store).operations().get(0);

                CopiedContent copied = new Jumping(time).finish(resumed);

                assertThat(copied.evidence()).isEqualTo(Evidence.VERIFIED);
                assertThat(cluster.arrivals("copyImage")).isOne();
            }
        }
    }

    /** The copy runs while one look is made, and has ended before the next. */
    @Test
    void resume_ofACopyThatEndsBetweenTwoLooks_findsItsMarkerAndDoesNotSendItAgain() {
        try (ServiceFabricSimulator cluster = cluster()) {
            cluster.script(Timeline.polls(1));
            try (ServiceFabricClient first = client(cluster)) {
                first.copyImage(REQUEST);
            }
            try (ServiceFabricClient second = client(cluster)) {
                Operation<CopiedContent> resumed =
                        second.resumeAll(store).operations().get(0);

                assertThat(new Jumping(time).finish(resumed).evidence()).isEqualTo(Evidence.VERIFIED);
                cluster.assertNothingCopiedTwice();
            }
        }
    }

    /** Another machine's clock. */
    private static final class ClockAhead extends ForwardingTimeSource {
        private final Duration ahead;

        ClockAhead(ManualTimeSource time, Duration ahead) {
            super(time);
            this.ahead = ahead;
        }

        @Override
        public Instant now() {
            return super.now().plus(ahead);
        }

        @Override
        public void close() {}
    }

    /** Copies arrive ten seconds after the cluster's time limit for them would have ended. */
    private record SlowNetwork(HttpTransport service, ManualTimeSource time) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return sendAsync(request, timeout).join();
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            if (!request.method().equals("POST")) {
                return service.sendAsync(request, timeout);
            }
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            time.schedule(Duration.ofMinutes(60).plusSeconds(10), () -> service.sendAsync(request, timeout)
                    .thenAccept(answer::complete));
            return answer;
        }

        @Override
        public void close() {
            service.close();
        }
    }

    @Test
    void copy_thatIsSentAgain_isInTheStoreBeforeTheFirstByte() {
        try (ServiceFabricSimulator cluster = cluster();
                ServiceFabricClient client = client(cluster)) {
            cluster.failNext(Fault.dropRequest().on("copyImage"));
            Operation<CopiedContent> copy = client.copyImage(REQUEST);
            assertThat(stored(client).sends()).isEqualTo(1);
            while (cluster.arrivals("copyImage") < 2) {
                copy.poll();
                time.advance(Duration.ofMinutes(1));
            }

            assertThat(stored(client).sends()).isEqualTo(2);
            assertThat(stored(client).token()).contains(copy.resumeToken());
            assertThat(new Jumping(time).finish(copy).evidence()).isEqualTo(Evidence.ANSWERED);
        }
    }

    private StoredOperation stored(ServiceFabricClient client) {
        String scope = client.copies().key("any").scope();
        return store.operations("servicefabric", scope).findFirst().orElseThrow();
    }

    private ServiceFabricSimulator cluster() {
        ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a");
        cluster.script(Timeline.lasting(Duration.ofMinutes(30)));
        return cluster;
    }
}
