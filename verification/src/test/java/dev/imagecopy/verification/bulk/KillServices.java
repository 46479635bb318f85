package dev.imagecopy.verification.bulk;

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

/** The four simulators in a process of their own, which outlives the clients. It is asked over its standard input. */
final class KillServices {
    private static final Duration COPY = Duration.ofMillis(300);

    private KillServices() {}

    public static void main(String[] args) throws IOException {
        try (Simulators services = Simulators.start();
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            services.serviceFabric().addFolder(Clouds.FABRIC_SOURCE, "a");
            List<Simulator> all =
                    List.of(services.serviceFabric(), services.huawei(), services.yandex(), services.alibaba());
            for (Simulator service : all) {
                service.script(Timeline.lasting(COPY));
                service.delayReplies(Duration.ofMillis(2), Duration.ofMillis(30));
                System.out.println(service.endpoint());
            }
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                answer(all, question);
            }
        }
    }

    private static void answer(List<Simulator> services, String question) {
        if (question.equals("copies")) {
            services.forEach(
                    service -> service.executions().forEach((copy, times) -> System.out.println(copy + "\t" + times)));
            System.out.println();
            return;
        }
        System.out.println(count(services));
    }

    private static int count(List<Simulator> services) {
        return services.stream().mapToInt(service -> service.copies().size()).sum();
    }
}
