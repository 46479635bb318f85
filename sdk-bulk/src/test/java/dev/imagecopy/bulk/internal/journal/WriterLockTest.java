package dev.imagecopy.bulk.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterLockTest {
    /** The program of another process, which needs nothing of this one. */
    private static final String OTHER_PROCESS =
            """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class Other {
                public static void main(String[] file) throws Exception {
                    try (var channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE)) {
                        System.out.print(channel.tryLock() == null ? "refused" : "locked");
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path journal() {
        return folder.resolve("copies.jsonl");
    }

    private String otherProcess() throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("Other.java"), OTHER_PROCESS);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        program.toString(),
                        folder.resolve("copies.jsonl.lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        other.waitFor();
        return told;
    }

    /** POSIX takes a lock away from a process that closes any channel of the file. */
    @Test
    void lock_whenThisProcessHasTriedTwice_stillExcludesOthers() throws Exception {
        try (WriterLock lock = WriterLock.of(journal())) {
            Path linked = Files.createSymbolicLink(folder.resolve("linked"), folder);
            for (Path again : new Path[] {journal(), linked.resolve("copies.jsonl")}) {
                assertThatIOException().isThrownBy(() -> WriterLock.of(again)).withMessageContaining("open already");
            }
            assertThat(otherProcess()).isEqualTo("refused");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void lock_whenClosed_isFree() throws IOException {
        for (int i = 0; i < 2; i++) {
            WriterLock lock = WriterLock.of(journal());
            lock.close();
            lock.close();
        }
        assertThat(folder.resolve("copies.jsonl.lock")).exists();
    }
}
