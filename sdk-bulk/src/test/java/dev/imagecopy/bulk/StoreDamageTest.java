package dev.imagecopy.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.internal.journal.Damage;
import dev.imagecopy.bulk.internal.journal.Entry;
import dev.imagecopy.bulk.internal.journal.Journal;
import dev.imagecopy.core.operation.StoredOperation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of 200 copies of all four clouds in all four phases, compacted on the way: cut at every byte, and flipped. */
class StoreDamageTest {
    private static final int COPIES = 200;
    private static final int BEFORE_COMPACTION = 184;
    private static final int FLIPPED = 4096;
    private static final Pattern LINE = Pattern.compile(
            "\\{\"sum\":\"[0-9a-f]{8}\",\"key\":\"([^\"]+)\",\"state\":\"[A-Z]+\",\"record\":(\\{.*})}");

    @TempDir
    private Path folder;

    private byte[] whole;
    private List<Line> lines;

    /** One line of the file, read without the code under test. */
    private record Line(int from, int end, String key, String record) {
        boolean holds(int position) {
            return from <= position && position <= end;
        }
    }

    @BeforeEach
    void fill() throws IOException {
        Path path = folder.resolve("whole");
        try (FileOperationStore store = FileOperationStore.open(path)) {
            SampleStore.fill(store, 0, BEFORE_COMPACTION);
            store.compact();
            SampleStore.fill(store, BEFORE_COMPACTION, COPIES);
        }
        whole = Files.readAllBytes(path);
        lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == '\n') {
                Matcher line = LINE.matcher(new String(whole, from, i - from, UTF_8));
                if (line.matches()) {
                    lines.add(new Line(from, i, line.group(1), line.group(2)));
                }
                from = i + 1;
            }
        }
        assertThat(latest(lines)).hasSize(COPIES);
    }

    private static Map<String, String> latest(List<Line> lines) {
        Map<String, String> latest = new HashMap<>();
        lines.forEach(line -> latest.put(line.key(), line.record()));
        return latest;
    }

    private static Map<String, String> content(Journal journal) {
        Map<String, String> content = new HashMap<>();
        try (Stream<Entry> entries = journal.entries()) {
            entries.forEach(entry -> content.put(entry.key(), entry.body()));
        }
        return content;
    }

    @Test
    void file_holdsWhatWasSaved() {
        try (FileOperationStore store = FileOperationStore.open(folder.resolve("whole"))) {
            for (int i = 0; i < COPIES; i++) {
                List<StoredOperation> life = SampleStore.lives(i, SampleStore.phase(i));
                StoredOperation last = life.get(life.size() - 1);
                assertThat(store.find(last.key()).join()).contains(last);
            }
        }
    }

    /** Inside a line only that one can be missing, so all of the file is compared at the ends of lines. */
    @Test
    void open_whereverTheFileIsCut_nothingThatWasDurableIsLost() throws IOException {
        Path path = folder.resolve("cut");
        Files.write(path, whole);
        int durable = lines.size();
        int keys = COPIES;
        for (int length = whole.length; length >= 0; length--) {
            restore(path, length);
            if (durable > 0 && length < lines.get(durable - 1).end()) {
                durable--;
                keys = latest(lines.subList(0, durable)).size();
            }
            // A line that lacks nothing but its end is there: its checksum says that it is whole.
            boolean atAnEnd = durable > 0 && length <= lines.get(durable - 1).end() + 1;
            try (Journal journal = Journal.open(path)) {
                boolean asExpected = journal.size() == keys && journal.damage().isEmpty();
                assertThat(asExpected).as("cut at %s", length).isTrue();
                if (atAnEnd) {
                    assertThat(content(journal)).as("cut at %s", length).isEqualTo(latest(lines.subList(0, durable)));
                }
            }
        }
    }

    /** Only what an open may have changed is written again: the part behind the last whole line. */
    private void restore(Path path, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            int from = Math.max(0, Math.min((int) file.length(), length) - 1024);
            file.setLength(from);
            file.seek(from);
            file.write(whole, from, length - from);
        }
    }

    @Test
    void open_whicheverOfTheLastBytesIsFlipped_thatLineIsFoundAndAllOthersAreIntact() throws IOException {
        Random random = new Random(20_261_129);
        Path path = folder.resolve("flipped");
        for (int position = whole.length - FLIPPED; position < whole.length; position++) {
            assertFlip(path, position, (byte) (whole[position] ^ 1 << random.nextInt(8)));
            if (position % 8 == 0 || whole[position] == '{') {
                assertFlip(path, position, (byte) '\n');
            }
        }
    }

    private void assertFlip(Path path, int position, byte flipped) throws IOException {
        if (flipped == whole[position]) {
            return;
        }
        byte[] bytes = whole.clone();
        bytes[position] = flipped;
        Files.write(path, bytes);
        Line spoilt =
                lines.stream().filter(line -> line.holds(position)).findFirst().orElseThrow();
        List<Line> others = new ArrayList<>(lines);
        if (position != spoilt.end()) { // a line of which only the end was changed is whole
            others.remove(spoilt);
        }
        try (Journal journal = Journal.open(path)) {
            List<Damage> damage = journal.damage();
            assertThat(damage).as("flipped at %s", position).hasSize(1);
            assertThat((long) position)
                    .isBetween(
                            damage.get(0).offset(),
                            damage.get(0).offset() + damage.get(0).length());
            assertThat(content(journal)).as("flipped at %s", position).isEqualTo(latest(others));
        }
    }

    @Test
    void acknowledgeDamage_isRemembered_andTheStoreCanBeWrittenOn() throws IOException {
        Path path = folder.resolve("acknowledged");
        byte[] bytes = whole.clone();
        bytes[whole.length - 1] = 'x'; // the end of the last line
        Files.write(path, bytes);
        StoredOperation next =
                SampleStore.lives(1000, StoredOperation.Phase.QUEUED).get(0);
        try (FileOperationStore store = FileOperationStore.open(path)) {
            store.save(next).join();
            assertThat(store.damaged()).hasSize(1);
            assertThat(store.damage().orElseThrow().records()).isEqualTo(1);
            store.acknowledgeDamage();
            assertThat(store.damage()).isEmpty();
        }
        try (FileOperationStore store = FileOperationStore.open(path)) {
            assertThat(store.damage()).isEmpty();
            assertThat(store.size()).isEqualTo(COPIES + 1);
            assertThat(store.find(next.key()).join()).contains(next);
            store.compact();
            assertThat(store.size()).isEqualTo(COPIES + 1);
        }
    }

    /** The line that says that it was sent is lost: only the service knows, and one without keys would copy again. */
    @Test
    void find_whenTheLineThatSaysThatItWasSentMayBeLost_failsUntilThatIsAcknowledged() throws IOException {
        Path path = folder.resolve("doubt");
        List<StoredOperation> huawei = SampleStore.lives(1, StoredOperation.Phase.SENDING);
        List<StoredOperation> alibaba = SampleStore.lives(4, StoredOperation.Phase.SENDING);
        try (FileOperationStore store = FileOperationStore.open(path)) {
            store.save(alibaba.get(0)).join();
            store.save(huawei.get(0)).join();
            store.save(huawei.get(1)).join();
        }
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 20] ^= 4;
        Files.write(path, bytes);
        try (FileOperationStore store = FileOperationStore.open(path)) {
            assertThat(store.find(huawei.get(0).key())).failsWithin(Duration.ofMinutes(1));
            assertThat(store.find(alibaba.get(0).key()).join()).contains(alibaba.get(0));
            store.acknowledgeDamage();
            assertThat(store.find(huawei.get(0).key()).join()).contains(huawei.get(0));
        }
    }
}
