package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.OperationStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line of the store was changed, and nobody knows whose copy it told of. */
class DamagedStoreTest {
    private static final CallOptions KEYED = CallOptions.builder()
            .idempotencyKey("0b9c7c9e-0000-4000-8000-000000000001")
            .build();

    @TempDir
    private Path folder;

    private Path damaged() throws IOException {
        Path file = folder.resolve("copies.jsonl");
        try (FileOperationStore store = FileOperationStore.open(file)) {
            SampleStore.fill(store, 0, 8);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        return file;
    }

    @Test
    void copyImage_toServicesWithoutKeys_isRefusedUntilTheDamageIsAcknowledged() throws IOException {
        FileOperationStore store = FileOperationStore.open(damaged());
        try (FourClouds clouds = new FourClouds(store)) {
            assertThatThrownBy(() -> clouds.huawei().copyImage(FourClouds.huawei("lost"), KEYED))
                    .isInstanceOf(OperationStoreException.class)
                    .hasMessageContaining("damage");
            assertThatThrownBy(() -> clouds.fabric().copyImage(FourClouds.fabric("App\\lost"), KEYED))
                    .isInstanceOf(OperationStoreException.class);
            assertThat(clouds.ims.copies()).isEmpty();
            assertThat(clouds.fabric.copies()).isEmpty();

            clouds.alibaba().copyImage(FourClouds.alibaba("cn-shanghai", "keyed"), KEYED);
            assertThat(clouds.ecs.copies()).hasSize(1);

            store.acknowledgeDamage();
            clouds.huawei().copyImage(FourClouds.huawei("found"), KEYED);
            assertThat(clouds.ims.copies()).hasSize(1);
        }
    }
}
