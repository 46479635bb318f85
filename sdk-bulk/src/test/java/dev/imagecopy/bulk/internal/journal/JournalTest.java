package dev.imagecopy.bulk.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    private static Entry entry(String key, String state) {
        return new Entry(key, state, "{\"of\":\"" + key + "\"}");
    }

    private static List<Entry> all(Journal journal) {
        try (Stream<Entry> entries = journal.entries()) {
            return entries.toList();
        }
    }

    private Path file() {
        return folder.resolve("copies.jsonl");
    }

    @Test
    void append_whenReopened_theLatestEntryOfEachKeyIsThere() throws IOException {
        try (Journal journal = Journal.open(file())) {
            journal.append(List.of(entry("a", "QUEUED"), entry("a", "SENDING"))).join();
            journal.append(List.of(entry("b\"\\", "QUEUED"))).join();
            assertThat(journal.find("a")).contains(entry("a", "SENDING"));
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.find("a")).contains(entry("a", "SENDING"));
            assertThat(journal.find("b\"\\")).contains(entry("b\"\\", "QUEUED"));
            assertThat(journal.find("c")).isEmpty();
            assertThat(all(journal)).containsExactly(entry("a", "SENDING"), entry("b\"\\", "QUEUED"));
            assertThat(journal.damage()).isEmpty();
        }
    }

    @Test
    void file_isJsonLinesThatOnlyTheOwnerMayRead() throws IOException {
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        try (Journal journal = Journal.open(file())) {
            journal.append(List.of(entry("a", "FINAL"))).join();
            journal.compact().join();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(file()))
                .hasSize(2)
                .allMatch(line -> line.matches("\\{\"sum\":\"[0-9a-f]{8}\",.*}"))
                .last()
                .asString()
                .endsWith("\"key\":\"a\",\"state\":\"FINAL\",\"record\":{\"of\":\"a\"}}");
    }

    @Test
    void open_whenOpenAlready_isRefusedUntilItIsClosed() throws IOException {
        Journal journal = Journal.open(file());
        assertThatIOException().isThrownBy(() -> Journal.open(file())).withMessageContaining("open already");
        journal.append(List.of(entry("a", "QUEUED"))).join();
        journal.close();
        journal.close();
        try (Journal next = Journal.open(file())) {
            assertThat(next.size()).isEqualTo(1);
        }
    }

    @Test
    void open_whenTheFileIsSomethingElse_leavesItAlone() throws IOException {
        Files.writeString(file(), "dear diary\n");
        assertThatIOException().isThrownBy(() -> Journal.open(file())).withMessageContaining("no operation store");
        assertThat(file()).hasContent("dear diary\n");
    }

    /** Nobody else could read it any more, and nothing would put back what was beside it. */
    @Test
    void open_whenTheFileIsSomethingElse_leavesItsPermissionsAndItsNeighboursAlone() throws IOException {
        Set<PosixFilePermission> readable = PosixFilePermissions.fromString("rw-r--r--");
        List<Path> all = new ArrayList<>(List.of(file()));
        for (String end : List.of(".compact", ".lock")) {
            all.add(file().resolveSibling(file().getFileName() + end));
        }
        for (Path each : all) {
            Files.writeString(each, "dear diary\n");
            Files.setPosixFilePermissions(each, readable);
        }

        assertThatIOException().isThrownBy(() -> Journal.open(file())).withMessageContaining("no operation store");

        for (Path each : all) {
            assertThat(each).hasContent("dear diary\n");
            assertThat(Files.getPosixFilePermissions(each)).isEqualTo(readable);
        }
    }

    @Test
    void open_whenOfALaterVersion_isRefused() throws IOException {
        Files.write(file(), LineFormat.header(2));
        assertThatIOException().isThrownBy(() -> Journal.open(file())).withMessageContaining("version 2");
    }

    @Test
    void append_whileTheDiskIsBusy_sharesItsNextTurn() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        ObservedMedium.Script disk = new ObservedMedium.Script();
        try (Journal journal = Journal.open(file(), disk)) {
            int before = disk.syncs();
            disk.holdSyncs(busy);
            List<CompletableFuture<Void>> saves = new ArrayList<>();
            saves.add(journal.append(List.of(entry("first", "SENDING"))));
            disk.awaitHeldSync();
            IntStream.range(0, 100).forEach(i -> saves.add(journal.append(List.of(entry("k" + i, "SENDING")))));
            assertThat(saves).noneMatch(CompletableFuture::isDone);
            busy.countDown();
            saves.forEach(CompletableFuture::join);
            assertThat(disk.syncs() - before).isEqualTo(2);
        }
    }

    @Test
    void append_whenTheDiskIsFull_failsAndLeavesNothing_andWorksWhenThereIsRoom() throws IOException {
        ObservedMedium.Script disk = new ObservedMedium.Script();
        try (Journal journal = Journal.open(file(), disk)) {
            journal.append(List.of(entry("a", "QUEUED"))).join();
            disk.full(true);
            assertThatThrownBy(
                            () -> journal.append(List.of(entry("b", "SENDING"))).join())
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasStackTraceContaining("No space left");
            assertThat(journal.find("b")).isEmpty();
            disk.full(false);
            journal.append(List.of(entry("c", "SENDING"))).join();
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(all(journal)).containsExactly(entry("a", "QUEUED"), entry("c", "SENDING"));
            assertThat(journal.damage()).isEmpty();
        }
    }

    @Test
    void append_whenSyncFails_writesNothingMore() throws IOException {
        ObservedMedium.Script disk = new ObservedMedium.Script();
        try (Journal journal = Journal.open(file(), disk)) {
            disk.failSyncs(true);
            assertThatThrownBy(
                            () -> journal.append(List.of(entry("a", "SENDING"))).join())
                    .hasStackTraceContaining("has to be opened again");
            disk.failSyncs(false);
            assertThatThrownBy(
                            () -> journal.append(List.of(entry("b", "SENDING"))).join())
                    .hasStackTraceContaining("has to be opened again");
        }
    }

    @Test
    void compact_keepsEveryKeyAndItsLatestEntry_andCanBeWrittenOn() throws IOException {
        try (Journal journal = Journal.open(file())) {
            for (String state : List.of("QUEUED", "SENDING", "ACCEPTED", "FINAL")) {
                journal.append(IntStream.range(0, 50)
                                .mapToObj(i -> entry("k" + i, state))
                                .toList())
                        .join();
            }
            long before = Files.size(file());
            journal.compact().join();
            assertThat(Files.size(file())).isLessThan(before / 3);
            journal.append(List.of(entry("later", "QUEUED"))).join();
            assertThat(journal.find("k7")).contains(entry("k7", "FINAL"));
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(all(journal))
                    .hasSize(51)
                    .filteredOn(e -> e.state().equals("FINAL"))
                    .hasSize(50);
            assertThat(journal.damage()).isEmpty();
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("copies.jsonl", "copies.jsonl.lock");
    }

    @Test
    void append_whenMostLinesAreOutdated_compactsByItself() throws IOException {
        try (Journal journal = Journal.open(file())) {
            for (int i = 0; i < 24; i++) {
                journal.append(IntStream.range(0, 500)
                                .mapToObj(n -> entry("k" + n, "SENDING"))
                                .toList())
                        .join();
            }
        }
        assertThat(Files.readAllLines(file())).hasSizeLessThan(2500);
    }

    @Test
    void entries_whileItIsCompacted_areThoseOfTheBeginning() throws IOException {
        try (Journal journal = Journal.open(file())) {
            journal.append(List.of(entry("a", "QUEUED"), entry("a", "SENDING"), entry("b", "QUEUED")))
                    .join();
            try (Stream<Entry> entries = journal.entries()) {
                journal.compact().join();
                assertThat(entries).containsExactly(entry("a", "SENDING"), entry("b", "QUEUED"));
            }
        }
    }

    /** Otherwise entries would be looked for in the new file where they were in the old one. */
    @Test
    void entries_atEachMomentOfCompaction_areAllThere() throws IOException {
        AtomicReference<Journal> opened = new AtomicReference<>();
        List<List<Entry>> seen = new ArrayList<>();
        try (Journal journal = Journal.open(file(), path -> {
            if (opened.get() != null) {
                seen.add(all(opened.get()));
            }
            return FileMedium.open(path);
        })) {
            journal.append(List.of(entry("a", "QUEUED"), entry("a", "SENDING"), entry("b", "QUEUED")))
                    .join();
            opened.set(journal);
            journal.compact().join();
            assertThat(seen).hasSizeGreaterThan(1).allSatisfy(entries -> assertThat(entries)
                    .containsExactly(entry("a", "SENDING"), entry("b", "QUEUED")));
        }
    }

    /** Windows refuses that for a file that is open. */
    @Test
    void compact_whenTheFileCannotBeReplaced_leavesItAsItWas() throws IOException {
        Path moved = folder.resolve("moved");
        try (Journal journal = Journal.open(file(), FileMedium::open)) {
            journal.append(List.of(entry("a", "QUEUED"), entry("a", "SENDING"))).join();
            Files.move(file(), moved);
            Files.createDirectories(file().resolve("in the way"));
            assertThatThrownBy(() -> journal.compact().join()).hasRootCauseInstanceOf(IOException.class);

            journal.append(List.of(entry("b", "QUEUED"))).join();
            assertThat(journal.find("a")).contains(entry("a", "SENDING"));
            assertThat(folder.resolve("copies.jsonl.compact")).doesNotExist();
        }
    }

    @Test
    void compact_whenDamaged_isRefusedUntilThatIsAcknowledged() throws IOException {
        try (Journal journal = Journal.open(file())) {
            journal.append(List.of(entry("a", "QUEUED"))).join();
            journal.append(List.of(entry("b", "QUEUED"))).join();
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length - 5] ^= 1;
        Files.write(file(), bytes);
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.damage()).singleElement().satisfies(damage -> assertThat(damage.key())
                    .contains("b"));
            assertThatThrownBy(() -> journal.compact().join()).hasCauseInstanceOf(IllegalStateException.class);
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.damage()).hasSize(1);
            journal.acknowledgeDamage().join();
            assertThat(journal.damage()).isEmpty();
        }
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.damage()).isEmpty();
            journal.compact().join();
            assertThat(all(journal)).containsExactly(entry("a", "QUEUED"));
        }
    }

    @Test
    void find_whenTheThreadIsInterrupted_readsAndLeavesTheFileOpen() throws IOException {
        try (Journal journal = Journal.open(file())) {
            journal.append(List.of(entry("a", "QUEUED"))).join();
            Thread.currentThread().interrupt();
            assertThat(journal.find("a")).isPresent();
            assertThat(Thread.interrupted()).isTrue();
            journal.append(List.of(entry("b", "QUEUED"))).join();
            assertThat(journal.find("b")).isPresent();
        }
    }

    @Test
    void open_whenCompactionWasCutOff_dropsWhatItLeft() throws IOException {
        Files.writeString(folder.resolve("copies.jsonl.compact"), "half a file");
        try (Journal journal = Journal.open(file())) {
            assertThat(journal.size()).isZero();
        }
        assertThat(folder.resolve("copies.jsonl.compact")).doesNotExist();
    }
}
