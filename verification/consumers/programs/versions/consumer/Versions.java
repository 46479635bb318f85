package consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down what a project ran with, for the table of platforms. */
public final class Versions {
    private Versions() {}

    public static void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(
                Path.of("target", "versions.properties"),
                List.of(
                        "java=" + Runtime.version().feature(),
                        "okhttp=" + constant("okhttp3.OkHttp", "VERSION"),
                        "jackson=" + constant("com.fasterxml.jackson.databind.cfg.PackageVersion", "VERSION")));
    }

    /** By reflection: the compiler would write a constant's value into this class. */
    private static Object constant(String type, String name) {
        try {
            return Class.forName(type).getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
