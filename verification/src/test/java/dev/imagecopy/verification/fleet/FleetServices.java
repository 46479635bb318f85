package dev.imagecopy.verification.fleet;

import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.verification.clouds.Clouds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The four simulators in a process of their own, which outlives the workers. It is asked over its standard input. */
final class FleetServices {
    static final Duration COPY = Duration.ofSeconds(1);
    private static final int CLUSTER_REQUESTS = 20_000; // all, to tell the story of a copy that was executed twice
    private static final long LOOK_NANOS = 3_000_000;

    private FleetServices() {}

    public static void main(String[] args) throws IOException {
        try (Simulators services = Simulators.start();
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            services.serviceFabric().addFolder(Clouds.FABRIC_SOURCE, "a");
            services.alibaba().limitRunningCopies(Integer.MAX_VALUE); // so that a copy takes as long as the script says
            List<Simulator> all =
                    List.of(services.serviceFabric(), services.huawei(), services.yandex(), services.alibaba());
            for (Simulator service : all) {
                service.script(Timeline.lasting(COPY));
                service.delayReplies(Duration.ofMillis(2), Duration.ofMillis(30));
                service.keepRequests(100);
                System.out.println(service.endpoint());
            }
            services.serviceFabric().keepRequests(CLUSTER_REQUESTS);
            InFlight inFlight = new InFlight(services, COPY);
            Thread looks = new Thread(
                    () -> {
                        while (true) {
                            synchronized (inFlight) {
                                inFlight.look();
                            }
                            LockSupport.parkNanos(LOOK_NANOS);
                        }
                    },
                    "looks");
            looks.setDaemon(true);
            looks.start();
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                answer(services, all, inFlight, question);
            }
        }
    }

    private static void answer(Simulators services, List<Simulator> all, InFlight inFlight, String question) {
        synchronized (inFlight) {
            switch (question) {
                case "copies" ->
                    all.forEach(service ->
                            service.executions().forEach((copy, times) -> System.out.println(copy + "\t" + times)));
                case "repeated" ->
                    all.forEach(service -> RepeatedCopies.seenBy(service).forEach(System.out::println));
                case "incomplete" ->
                    RepeatedCopies.incomplete(services.serviceFabric()).forEach(System.out::println);
                case "most" -> inFlight.most().forEach((region, most) -> System.out.println(region + "\t" + most));
                default -> System.out.println(inFlight.copies());
            }
        }
        if (!question.equals("count")) {
            System.out.println();
        }
    }
}
