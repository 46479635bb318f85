package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.operation.NamedCopyType.NamedCopy;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingOperationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a client resumes many copies of one store. */
class ResumeEachTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final LongStore store = new LongStore();

    ResumeEachTest() {
        setup.store = Optional.of(store);
    }

    /** A store whose operations are made up while they are read. */
    private static final class LongStore extends ForwardingOperationStore {
        Stream<StoredOperation> ended = Stream.of();
        final AtomicInteger read = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        LongStore() {
            super(new InMemoryOperationStore());
        }

        @Override
        public Stream<StoredOperation> operations(String provider, String scope) {
            return Stream.concat(ended, super.operations(provider, scope))
                    .peek(next -> read.incrementAndGet())
                    .onClose(closed::incrementAndGet);
        }
    }

    private static StoredOperation queued(CopyBench bench, int number) {
        Copies<String> copies = NamedCopyType.of(bench);
        return StoredOperation.queued(
                copies.key("key-" + number),
                copies.write(new NamedCopy("golden-" + number)),
                "here",
                "golden-" + number,
                Instant.EPOCH);
    }

    private void queue(CopyBench bench, int count) {
        IntStream.range(0, count)
                .forEach(number -> store.save(queued(bench, number)).join());
    }

    private void end(CopyBench bench, int count) {
        StoredOperation one = queued(bench, 0)
                .ended(StoredOutcome.neverBegan(new OperationFailure("Gone", "", Optional.empty())), Instant.EPOCH);
        store.ended = Stream.generate(() -> one).limit(count);
    }

    private static Stream<ResumedCopy<String>> resumeEach(CopyBench bench, OperationStore from) {
        return NamedCopyType.of(bench).resumeEach(from, ResumePolicy.standard());
    }

    @Test
    void resumeAll_ofAStoreFullOfEndedCopies_countsThem_andListsTheFirstThousand() {
        try (CopyBench bench = new CopyBench(setup)) {
            end(bench, 100_000);
            queue(bench, 1);
            bench.nowAnswers(200, "{\"id\":\"op-1\"}");

            ResumeReport<String> report = NamedCopyType.of(bench).resumeAll(store, ResumePolicy.standard());

            assertThat(report.finished()).isEqualTo(100_000);
            assertThat(report.copies()).hasSize(1_001);
            assertThat(report.operations()).hasSize(1);
            assertThat(store.closed).hasValue(1);
        }
    }

    @Test
    void resumeEach_readsOnlyAsFarAsItIsAsked() {
        try (CopyBench bench = new CopyBench(setup)) {
            end(bench, 100_000);
            try (Stream<ResumedCopy<String>> copies = resumeEach(bench, store)) {
                assertThat(copies.limit(3)).hasSize(3).hasOnlyElementsOfType(ResumedCopy.Finished.class);
            }
            assertThat(store.read.get()).isLessThan(10);
            assertThat(store.closed).hasValue(1);
        }
    }

    @Test
    void resumeEach_onAManualClock_resumesOneAfterTheOther_onTheCallersThread() {
        try (CopyBench bench = new CopyBench(setup)) {
            queue(bench, 40);
            AtomicInteger number = new AtomicInteger();
            Thread here = Thread.currentThread();
            bench.transport.otherwise(request -> {
                assertThat(Thread.currentThread()).isSameAs(here);
                return CopyBench.json(200, "{\"id\":\"op-" + number.incrementAndGet() + "\"}");
            });
            try (Stream<ResumedCopy<String>> copies = resumeEach(bench, store)) {
                assertThat(copies).hasSize(40).hasOnlyElementsOfType(ResumedCopy.Submitted.class);
            }
            bench.time.advance(Duration.ZERO); // what was left for other threads has nothing to do
            assertThat(bench.transport.requests()).hasSize(40);
        }
    }

    @Test
    void resumeEach_resumesSixteenAtATime_andNoMore() throws InterruptedException {
        Meeting meeting = new Meeting(ResumedCopies.AT_ONCE);
        setup.transport = meeting;
        setup.time = TimeSource.system();
        setup.closesTime = true;
        try (CopyBench bench = new CopyBench(setup)) {
            queue(bench, 40);
            List<ResumedCopy<String>> all = new ArrayList<>();
            try (Stream<ResumedCopy<String>> copies = resumeEach(bench, store)) {
                copies.forEach(all::add);
            }
            assertThat(all).hasSize(40).hasOnlyElementsOfType(ResumedCopy.Submitted.class);
            assertThat(all.stream().map(copy -> copy.stored().name())).doesNotHaveDuplicates();
            assertThat(meeting.sent).hasValue(40);
            assertThat(meeting.mostInFlight).hasValue(ResumedCopies.AT_ONCE);
        }
    }

    @Test
    void resumeEach_whenInterrupted_saysSo_andLeavesTheRest() {
        try (CopyBench bench = new CopyBench(setup)) {
            queue(bench, 3);
            try (Stream<ResumedCopy<String>> copies = resumeEach(bench, store)) {
                Iterator<ResumedCopy<String>> each = copies.iterator();
                Thread.currentThread().interrupt();
                assertThatThrownBy(each::hasNext).isInstanceOf(SdkInterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void resumeEach_whenTheStoreCannotBeRead_failsAsTheStore() {
        try (CopyBench bench = new CopyBench(setup)) {
            store.ended = Stream.generate(() -> {
                throw new IllegalStateException("the disk is gone");
            });
            try (Stream<ResumedCopy<String>> copies = resumeEach(bench, store)) {
                assertThatThrownBy(copies::count)
                        .isInstanceOf(OperationStoreException.class)
                        .hasRootCauseMessage("the disk is gone");
            }
        }
    }

    /** Holds the first calls until so many are in flight. */
    private static final class Meeting implements HttpTransport {
        final AtomicInteger sent = new AtomicInteger();
        final AtomicInteger mostInFlight = new AtomicInteger();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final CountDownLatch all;

        Meeting(int count) {
            all = new CountDownLatch(count);
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            int number = sent.incrementAndGet();
            int now = inFlight.incrementAndGet();
            mostInFlight.accumulateAndGet(now, Math::max);
            all.countDown();
            try {
                if (!all.await(1, TimeUnit.MINUTES)) {
                    throw new AssertionError("only " + mostInFlight + " at a time");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            inFlight.decrementAndGet();
            return CopyBench.json(200, "{\"id\":\"op-" + number + "\"}");
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            throw new UnsupportedOperationException("resuming blocks");
        }

        @Override
        public void close() {}
    }
}
