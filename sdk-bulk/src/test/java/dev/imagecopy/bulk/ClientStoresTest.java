package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import org.junit.jupiter.api.Test;

/** A run's store is that of its clients, or nothing of the run would be found again. */
class ClientStoresTest {

    @Test
    void build_withClientsThatHaveNoStore_isRefused_namingEach() {
        try (FourClouds clouds = FourClouds.withoutStore();
                InMemoryOperationStore store = new InMemoryOperationStore()) {
            BulkCopy.Builder bulk = clouds.bulk().store(store);
            assertThatThrownBy(bulk::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("huawei", "ali", "yandex", "fabric", "operationStore");
        }
    }

    @Test
    void build_withClientsThatHaveAnotherStore_isRefused_namingOnlyThose() {
        try (FourClouds clouds = new FourClouds();
                FourClouds others = new FourClouds()) {
            BulkCopy.Builder bulk = clouds.bulk(CopyClients.of("mine", clouds.alibaba(), "theirs", others.yandex()));
            assertThatThrownBy(bulk::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("theirs", "operationStore")
                    .hasMessageNotContaining("mine");
        }
    }

    @Test
    void build_withoutAStore_takesAnyClients() {
        try (FourClouds clouds = new FourClouds()) {
            assertThat(BulkCopy.builder().clients(clouds.clients()).build()).isNotNull();
        }
    }
}
