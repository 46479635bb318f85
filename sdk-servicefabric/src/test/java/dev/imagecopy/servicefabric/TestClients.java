package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients as the tests want them. */
final class TestClients {
    private TestClients() {}

    /** A client on TCP that polls fast. */
    static ServiceFabricClient.Builder listening(ServiceFabricSimulator cluster) {
        return ServiceFabricClient.builder().endpoint(cluster.endpoint()).pollPolicy(fast());
    }

    /** A client in process, on a clock that jumps, whose every exchange must be as the vendor describes it. */
    static ServiceFabricClient.Builder inProcess(ServiceFabricSimulator cluster, ManualTimeSource time) {
        return ServiceFabricClient.builder()
                .endpoint(cluster.endpoint())
                .transport(new DescribedTransport(cluster.transport()))
                .timeSource(time)
                .callbackExecutor(Runnable::run);
    }

    static PollPolicy fast() {
        return PollPolicy.standard().toBuilder()
                .initialDelay(Duration.ofMillis(5))
                .minInterval(Duration.ofMillis(5))
                .maxInterval(Duration.ofMillis(20))
                .build();
    }

    /** Does the same in several threads that begin together, and fails if it fails in one. */
    static void together(int threads, Callable<?> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<Object>> all = pool.invokeAll(Collections.nCopies(threads, () -> {
                start.await();
                return work.call();
            }));
            for (Future<Object> one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            pool.shutdownNow();
        }
    }

    static CopyImageStoreContentRequest copy(String source, String destination) {
        return CopyImageStoreContentRequest.builder()
                .remoteSource(source)
                .remoteDestination(destination)
                .build();
    }
}
