package dev.imagecopy.verification.mappings;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.imagecopy.testing.Simulator;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WireMock as a process of its own, started the way its users start it, with the folder that sdk-testing publishes. */
final class StandaloneWireMock implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("port:\\s+([0-9]+)");

    private final Process process;
    private final URI endpoint;

    private StandaloneWireMock(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static StandaloneWireMock start() throws IOException {
        String classPath = whereIs(WireMockServer.class) + File.pathSeparator + whereIs(Simulator.class);
        Process process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        "wiremock.Run",
                        "--port",
                        "0",
                        "--load-resources-from-classpath",
                        "imagecopy-wiremock"))
                .redirectErrorStream(true)
                .start();
        StringBuilder told = new StringBuilder();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            told.append(line).append('\n');
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                drain(output);
                return new StandaloneWireMock(process, URI.create("http://localhost:" + port.group(1)));
            }
        }
        throw new IOException("WireMock did not start:\n" + told);
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What nobody reads fills the pipe, and the process then stands still. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(
                () -> {
                    try (output) {
                        output.lines().forEach(line -> {});
                    } catch (IOException | UncheckedIOException ended) {
                        // with the process
                    }
                },
                "wiremock-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static Path whereIs(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
