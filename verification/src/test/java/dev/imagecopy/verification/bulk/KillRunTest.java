package dev.imagecopy.verification.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies on the four simulators in a process of their own, while the client is killed again and again and started with the same
 * store: nothing is lost and nothing copied twice. 80 copies and 3 kills; 2,000 and 20 with {@code -Dsoak=true} (profile
 * {@code soak}). With the caller's word that names are unique every copy finishes; without, some of Huawei Cloud's may stay
 * ambiguous, and are reported as that.
 */
class KillRunTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int COPIES = Integer.getInteger("kill.copies", SOAK ? 2_000 : 80);
    private static final int KILLS = Integer.getInteger("kill.kills", SOAK ? 20 : 3);
    private static final int WHILE_SUBMITTING = KILLS * 3 / 4;
    private static final long LOOK_NANOS = 1_000_000;
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void client_howeverOftenItIsKilled_losesNothingAndCopiesNothingTwice(boolean namesAreUnique) throws Exception {
        Random random = new Random(20_261_129);
        try (ChildProcess services = ChildProcess.start(KillServices.class, QUICK_START, List.of())) {
            List<String> addresses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                addresses.add(services.readLine());
            }
            int whileSubmitting = 0;
            int copied = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                try (ChildProcess client = client(addresses, namesAreUnique)) {
                    int share = (COPIES - copied) / (KILLS - kill + 1);
                    int target = copied + Math.max(1, share / 2 + random.nextInt(share / 2 + 1));
                    boolean running = true;
                    while (running && copied(services) < target) {
                        LockSupport.parkNanos(LOOK_NANOS);
                        running = client.isAlive();
                    }
                    client.kill();
                    copied = copied(services);
                    whileSubmitting += running && copied < COPIES ? 1 : 0;
                }
            }
            assertThat(whileSubmitting)
                    .as("kills while copies were submitted")
                    .isGreaterThanOrEqualTo(WHILE_SUBMITTING);
            judge(services, finish(addresses, namesAreUnique), namesAreUnique);
        }
    }

    private static int copied(ChildProcess services) throws IOException {
        services.ask("count");
        return Integer.parseInt(services.readLine());
    }

    private ChildProcess client(List<String> addresses, boolean namesAreUnique) throws IOException {
        List<String> arguments = new ArrayList<>(addresses);
        arguments.add(folder.resolve("store.jsonl").toString());
        arguments.add(String.valueOf(COPIES));
        arguments.add(String.valueOf(namesAreUnique));
        return ChildProcess.start(KilledClient.class, QUICK_START, arguments);
    }

    private List<String> finish(List<String> addresses, boolean namesAreUnique) throws Exception {
        try (ChildProcess client = client(addresses, namesAreUnique)) {
            List<String> outcomes = client.readLines("END");
            assertThat(client.waitFor()).isZero();
            return outcomes;
        }
    }

    private static void judge(ChildProcess services, List<String> outcomes, boolean namesAreUnique) throws IOException {
        services.ask("copies");
        List<String> copies = services.readLines("");
        Set<String> finished = new HashSet<>();
        Set<String> ambiguous = new HashSet<>();
        List<String> others = new ArrayList<>();
        for (String outcome : outcomes) {
            String[] parts = outcome.split("\t", 3);
            switch (parts[0]) {
                case "SUCCEEDED" -> finished.add(image(parts[1]));
                case "AMBIGUOUS" -> ambiguous.add(image(parts[1]));
                default -> others.add(outcome);
            }
        }
        Set<String> there = new HashSet<>();
        int duplicates = 0;
        for (String copy : copies) {
            String[] parts = copy.split("\t", 2);
            there.add(image(parts[0]));
            duplicates += Integer.parseInt(parts[1]) - 1;
        }
        long lost = IntStream.range(0, COPIES)
                .mapToObj(i -> "image-" + i)
                .filter(name -> !ambiguous.contains(name) && !(finished.contains(name) && there.contains(name)))
                .count();
        System.out.printf(
                "submitted=%d finished=%d ambiguous=%d lost=%d duplicates=%d%n",
                COPIES, finished.size(), ambiguous.size(), lost, duplicates);
        assertThat(others).isEmpty();
        assertThat(lost).isZero();
        assertThat(duplicates).isZero();
        assertThat(finished.size() + ambiguous.size()).isEqualTo(COPIES);
        if (namesAreUnique) {
            assertThat(ambiguous).isEmpty();
        }
    }

    /** What follows the last separator of a summary or a path. */
    private static String image(String text) {
        return text.substring(text.lastIndexOf("image-"));
    }
}
