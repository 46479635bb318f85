package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.ForwardingOperationStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that answers with null is a broken one: nothing is sent. */
class NullAnswersTest {
    private enum Answer {
        NULL_CLAIM,
        NO_CLAIM,
        NULL_FOUND,
        NO_FOUND
    }

    private static final class NullStore extends ForwardingOperationStore {
        private final Answer answer;

        NullStore(Answer answer) {
            super(new InMemoryOperationStore());
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("NullAway") // that is the point
        public CompletableFuture<Claim> claim(OperationKey key) {
            return switch (answer) {
                case NO_CLAIM -> null;
                case NULL_CLAIM -> nothing();
                default -> super.claim(key);
            };
        }

        @Override
        @SuppressWarnings("NullAway")
        public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
            return switch (answer) {
                case NO_FOUND -> null;
                case NULL_FOUND -> nothing();
                default -> super.find(key);
            };
        }

        private static <V> CompletableFuture<V> nothing() {
            return CompletableFuture.<@Nullable V>completedFuture(null).thenApply(none -> none);
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_whenTheStoreAnswersWithNull_failsTheJobsAndSendsNothing(Answer answer) {
        try (FourClouds clouds = new FourClouds(new NullStore(answer))) {
            CopyReport report = clouds.run(
                    clouds.bulk().attempts(1),
                    Stream.of(
                            CopyJob.copy("huawei", FourClouds.huawei("golden")),
                            CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "golden"))));

            assertThat(report.count(CopyStatus.SUCCEEDED)).isZero();
            assertThat(report.failures()).hasSize(2);
            assertThat(clouds.ims.copies()).isEmpty();
            assertThat(clouds.ecs.copies()).isEmpty();
        }
    }
}
