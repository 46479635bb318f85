package dev.imagecopy.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.output.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");

    @TempDir
    private Path folder;

    private static PlanText plan(String text) {
        return new PlanText(
                Path.of("/plans/nightly.yaml"),
                "nightly",
                text.getBytes(StandardCharsets.UTF_8),
                NOW,
                Map.of("BUILD", "42"));
    }

    @Test
    void open_createsAFolderForItsOwnerOnly() throws IOException {
        Path store = folder.resolve("a").resolve("b");

        StoreFolder.open(store).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
                .isEqualTo("rwx------");
    }

    @Test
    void open_whileItIsOpen_namesTheOwner() {
        try (StoreFolder open = StoreFolder.open(folder)) {
            assertThat(open.path()).isEqualTo(folder);
            assertThatThrownBy(() -> StoreFolder.open(folder))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        StoreFolder.open(folder).close();
    }

    @Test
    void open_whatIsNoFolder_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> StoreFolder.open(file)).isInstanceOf(RefusedException.class);
    }

    @Test
    void begunRun_isOpenUntilItEnds_andComesBackAsItWas() {
        try (StoreFolder store = StoreFolder.open(folder)) {
            RunRecord run = store.runs().begin(plan("version: 1"), CopyJob.Mode.ENSURE, NOW);

            assertThat(store.runs().open()).containsExactly(run);
            assertThat(store.runs().plan(run)).satisfies(read -> {
                assertThat(read.isSameAs(plan("version: 1"))).isTrue();
                assertThat(read.isSameAs(plan("version: 2"))).isFalse();
                assertThat(read.readAt()).isEqualTo(NOW);
                assertThat(read.name()).isEqualTo("nightly");
            });

            store.runs().end(run, NOW.plusSeconds(5));
            assertThat(store.runs().open()).isEmpty();
            assertThat(store.runs().all()).containsExactly(run.ended(NOW.plusSeconds(5)));
        }
    }

    @Test
    void runThatCopies_hasANameOfItsOwn() {
        try (StoreFolder store = StoreFolder.open(folder)) {
            RunRecord one = store.runs().begin(plan("x"), CopyJob.Mode.COPY, NOW);
            RunRecord other = store.runs().begin(plan("x"), CopyJob.Mode.COPY, NOW.plusMillis(1));

            assertThat(one.name()).isNotEqualTo(other.name());
        }
    }

    @Test
    void runsThatHaveEnded_areForgottenAfterTwenty_openOnesNever() {
        try (StoreFolder store = StoreFolder.open(folder)) {
            RunRecord open = store.runs().begin(plan("open"), CopyJob.Mode.ENSURE, NOW);
            for (int i = 1; i <= 25; i++) {
                Instant later = NOW.plus(Duration.ofSeconds(i));
                store.runs().end(store.runs().begin(plan("ended"), CopyJob.Mode.ENSURE, later), later);
            }

            assertThat(store.runs().all()).hasSize(21).contains(open);
        }
    }

    @Test
    void damagedRun_isRefusedWithItsFile() throws IOException {
        try (StoreFolder store = StoreFolder.open(folder)) {
            Files.writeString(folder.resolve("runs").resolve("20261129-090000-000-1.json"), "{\"version\":9}");

            assertThatThrownBy(() -> store.runs().all())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("20261129-090000-000-1.json");
        }
    }
}
