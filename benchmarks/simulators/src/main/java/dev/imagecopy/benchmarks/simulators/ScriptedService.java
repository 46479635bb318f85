package dev.imagecopy.benchmarks.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;

/**
 * The program that plays a service whose copies all take equally long, however many there are: {@code CLOUD}. It prints its address;
 * each line that it reads is how many seconds the copies that begin from then on take, and it repeats the line then. It ends with its
 * standard input.
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
        try (Simulators all = Simulators.start();
                BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            all.alibaba().limitRunningCopies(Integer.MAX_VALUE);
            Simulator service = Services.of(all, Cloud.valueOf(arguments[0]));
            service.keepRequests(KEPT_REQUESTS);
            System.out.println(service.endpoint());
            for (String seconds = asked.readLine(); seconds != null; seconds = asked.readLine()) {
                service.script(Timeline.lasting(Duration.ofSeconds(Long.parseLong(seconds))));
                System.out.println(seconds);
            }
        }
    }
}
