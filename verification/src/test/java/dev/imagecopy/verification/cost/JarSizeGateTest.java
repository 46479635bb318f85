package dev.imagecopy.verification.cost;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sizes of what users download. A build that stops before packaging measures the classes in a jar made here, which is packed as
 * tightly and lacks half a kilobyte: the manifest and Maven's own description.
 */
class JarSizeGateTest {
    @TempDir
    Path folder;

    static Stream<String> modules() {
        return Limits.JARS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void jar_isNoLargerThanItsLimit(String module) throws IOException {
        check(module, jar(module));
    }

    @Test
    void gate_whenAJarIsPaddedBeyondItsLimit_fails() throws IOException {
        Path padded = Files.copy(jar("sdk-core"), folder.resolve("padded.jar"));
        check("sdk-core", padded);
        int room = (int) (Limits.jar("sdk-core").most() * 1024 - Files.size(padded));
        Files.write(padded, new byte[room + 1], StandardOpenOption.APPEND);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check("sdk-core", padded))
                .withMessageContaining("sdk-core");
    }

    private static void check(String module, Path jar) throws IOException {
        Limits.jar(module).check(Files.size(jar) / 1024.0);
    }

    private Path jar(String module) throws IOException {
        Path place = UserProcess.module(module);
        if (!Files.isDirectory(place)) {
            return place;
        }
        Path jar = folder.resolve(module + ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files(place)) {
                entry(out, place.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Like the build's jars without a data descriptor, which an entry needs whose sizes are not known before it is written. */
    private static void entry(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        write(new ZipOutputStream(OutputStream.nullOutputStream()), entry, content);
        entry.setCompressedSize(entry.getCompressedSize());
        write(out, entry, content);
    }

    private static void write(ZipOutputStream out, ZipEntry entry, byte[] content) throws IOException {
        out.setLevel(Deflater.BEST_COMPRESSION);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
