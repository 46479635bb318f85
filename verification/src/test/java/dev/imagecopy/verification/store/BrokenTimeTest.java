package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.verification.clouds.ReadTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A clock that throws at any step of a copy that waits in a store: what was never sent does not count as sent. */
class BrokenTimeTest {
    private static final CallOptions KEYED =
            CallOptions.builder().idempotencyKey(StoredCloud.KEY).build();

    private final ManualTimeSource time = new ManualTimeSource();

    /** How the copy is sent. */
    enum Way {
        START {
            @Override
            void send(Copies<?> copies, CopyRequest request, ScriptedStore store, ManualTimeSource time) {
                copies.start(request, KEYED);
            }
        },
        START_ASYNC {
            @Override
            void send(Copies<?> copies, CopyRequest request, ScriptedStore store, ManualTimeSource time) {
                time.runUntilDone(copies.startAsync(request, KEYED)).join();
            }
        },
        RESUME_ALL {
            @Override
            void send(Copies<?> copies, CopyRequest request, ScriptedStore store, ManualTimeSource time) {
                List<? extends ResumedCopy<?>> told =
                        copies.resumeAll(store, ResumePolicy.standard()).copies();
                assertThat(told).hasSize(1);
            }
        },
        RESUME_ASYNC {
            @Override
            void send(Copies<?> copies, CopyRequest request, ScriptedStore store, ManualTimeSource time) {
                time.runUntilDone(copies.resumeAsync(
                                store, store.only().key(), ResumePolicy.standard(), CallOptions.defaults()))
                        .join();
            }
        };

        abstract void send(Copies<?> copies, CopyRequest request, ScriptedStore store, ManualTimeSource time);
    }

    static Stream<Arguments> cases() {
        return Stream.of(StoredCloud.values())
                .flatMap(cloud -> Stream.of(Way.values()).map(way -> Arguments.of(cloud, way)));
    }

    private ScriptedStore queued(StoredCloud cloud, Simulator service) {
        ScriptedStore store = new ScriptedStore();
        try (ImageCopyClient<?, ?> client = cloud.client(service.transport(), time, store)) {
            Copies<?> copies = client.copies();
            store.save(StoredOperation.queued(
                    copies.key(StoredCloud.KEY), copies.write(cloud.request("golden")), "", "golden", time.now()));
        }
        return store;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void queuedCopy_whicheverReadingFails_countsAsSentOnlyIfItWas(StoredCloud cloud, Way way) {
        for (int reading = 1; reading <= 120; reading++) {
            Simulator service = cloud.simulator(time);
            ScriptedStore store = queued(cloud, service);
            TimeSource broken = new ReadTime(time, reading, () -> {
                throw new StackOverflowError("the clock");
            });
            ImageCopyClient<?, ?> client = cloud.client(service.transport(), broken, store);
            Copies<?> copies = client.copies();

            Throwable thrown = catchThrowable(() -> way.send(copies, cloud.request("golden"), store, time));

            String where = "reading " + reading + ": " + thrown;
            if (way == Way.RESUME_ALL) {
                assertThat(thrown).as(where).isNull();
            }
            assertIsTrue(where, cloud, service, store);
        }
    }

    /** What the store says after that, and what the next process makes of it. */
    private void assertIsTrue(String where, StoredCloud cloud, Simulator service, ScriptedStore store) {
        if (service.copies().isEmpty() && cloud != StoredCloud.SERVICE_FABRIC) {
            assertThat(store.only().phase()).as(where).isIn(Phase.QUEUED, Phase.FINAL);
        }
        try (ImageCopyClient<?, ?> next = cloud.client(service.transport(), time, store.afterRestart())) {
            time.runUntilDone(
                    next.copies().start(cloud.request("golden"), KEYED).awaitAsync(Duration.ofHours(9)));
        }
        assertThat(service.copies()).as(where).hasSize(1);
    }
}
