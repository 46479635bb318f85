package dev.imagecopy.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** What threads execute in Java, every 2 ms, and where they allocate, until it is closed. Nothing else, which would cost time. */
final class FlightRecording implements AutoCloseable {
    private final Recording recording = new Recording();

    FlightRecording() {
        recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(2));
        recording.enable("jdk.ObjectAllocationSample").with("throttle", "500/s");
        recording.start();
    }

    void write(Path file) throws IOException {
        recording.stop();
        recording.dump(file);
    }

    @Override
    public void close() {
        recording.close();
    }
}
