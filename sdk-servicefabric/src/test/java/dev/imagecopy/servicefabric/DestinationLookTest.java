package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.servicefabric.model.FileVersion;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether two looks at a destination differ. */
class DestinationLookTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final StoreEntry FILE = file("app\\a.bin", 10, version("1", "131", "5"), WRITTEN);
    private static final StoreEntry OTHER = file("app\\b.bin", 20, version("2", "131", "5"), WRITTEN);

    @Test
    void content_ofTheSame_isTheSame() {
        assertThat(content(FILE, OTHER)).isEqualTo(content(FILE, OTHER));
        assertThat(new DestinationLook.Absent().entries())
                .isEqualTo(new DestinationLook.Unknown().entries())
                .isEmpty();
    }

    @Test
    void content_whenAnythingChanges_changes() {
        List<StoreEntry> changed = List.of(
                file("app\\c.bin", 10, version("1", "131", "5"), WRITTEN),
                file("app\\a.bin", 11, version("1", "131", "5"), WRITTEN),
                file("app\\a.bin", 10, version("2", "131", "5"), WRITTEN),
                file("app\\a.bin", 10, version("1", "132", "5"), WRITTEN),
                file("app\\a.bin", 10, version("1", "131", "6"), WRITTEN),
                file("app\\a.bin", 10, version("1", "131", "5"), WRITTEN.plusMillis(1)),
                new StoreEntry(
                        StoreEntry.Kind.FILE,
                        "app\\a.bin",
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new StoreEntry(
                        StoreEntry.Kind.FOLDER,
                        "app\\a.bin",
                        OptionalLong.empty(),
                        OptionalLong.of(1),
                        Optional.empty(),
                        Optional.empty()));

        Stream<Optional<List<StoreEntry>>> looks = Stream.concat(
                Stream.of(
                        new DestinationLook.Absent().entries(),
                        content(),
                        content(FILE),
                        content(FILE, OTHER),
                        content(OTHER, FILE)),
                changed.stream().map(DestinationLookTest::content));

        assertThat(looks).doesNotHaveDuplicates();
    }

    private static Optional<List<StoreEntry>> content(StoreEntry... entries) {
        return new DestinationLook.Present(List.of(entries), Optional.empty()).entries();
    }

    private static StoreEntry file(String path, long size, FileVersion version, Instant written) {
        return new StoreEntry(
                StoreEntry.Kind.FILE,
                path,
                OptionalLong.of(size),
                OptionalLong.empty(),
                Optional.of(version),
                Optional.of(written));
    }

    private static FileVersion version(String number, String dataLoss, String configuration) {
        return new FileVersion(number, dataLoss, configuration);
    }
}
