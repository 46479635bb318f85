package dev.imagecopy.benchmarks.simulators;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The program that plays a service whose copies all take equally long, however many there are: {@code CLOUD SECONDS}. It prints
 * its address and ends with its standard input.
 */
public final class ScriptedService {
    private static final int KEPT_REQUESTS = 100;

    private ScriptedService() {}

    /**
     * Runs until standard input ends.
     *
     * @param arguments as above
     * @throws IOException if standard input cannot be read
     */
    public static void main(String... arguments) throws IOException {
        try (Simulators all = Simulators.start()) {
            all.alibaba().limitRunningCopies(Integer.MAX_VALUE);
            Simulator service = Services.of(all, Cloud.valueOf(arguments[0]));
            service.keepRequests(KEPT_REQUESTS);
            service.script(Timeline.lasting(Duration.ofSeconds(Long.parseLong(arguments[1]))));
            System.out.println(service.endpoint());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
