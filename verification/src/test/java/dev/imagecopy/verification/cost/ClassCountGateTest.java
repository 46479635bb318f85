package dev.imagecopy.verification.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.contender.ContenderProcess;
import dev.imagecopy.benchmarks.ours.OursContender;
import dev.imagecopy.benchmarks.server.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Classes that a program has loaded when its first copy is answered, from the JVM's start on. With these flags the number
 * repeats to within a few on one version of Java. Where Service Fabric has answered, it has answered twice, asynchronously the second time.
 */
class ClassCountGateTest {
    /** The JDK's own archive must be in use: without it the JDK makes hidden classes that the archive holds. */
    private static final List<String> FLAGS =
            List.of("-Xshare:on", "-XX:+UseSerialGC", "-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC");

    @TempDir
    static Path folder;

    private static UserProcess user;

    @BeforeAll
    static void prepareClassPath() throws IOException {
        user = UserProcess.in(folder);
        System.out.println("class counts: Java " + Runtime.version() + " with " + String.join(" ", FLAGS));
    }

    @ParameterizedTest
    @EnumSource
    void firstCopy_loadsNoMoreClassesThanTheGoal(Cloud cloud) throws Exception {
        Limits.classes(cloud).check(loaded(OursContender.class, cloud, List.of()));
    }

    /** A mapper costs 500 classes; a node's own toString() would load it. */
    @ParameterizedTest
    @EnumSource
    void firstCopy_readsJsonWithoutAMapper(Cloud cloud) throws Exception {
        List<String> log = log(OursContender.class, cloud, List.of());

        assertThat(log).anyMatch(line -> line.contains(" com.fasterxml.jackson.databind.node.ObjectNode "));
        assertThat(log).noneMatch(line -> line.contains(" com.fasterxml.jackson.databind.ObjectMapper "));
    }

    /** What the store keeps is written as JSON before the first byte is sent. */
    @ParameterizedTest
    @EnumSource
    void firstCopy_withAStore_loadsNoMapperEither(Cloud cloud) throws Exception {
        List<String> log = log(StoringContender.class, cloud, List.of());

        assertThat(log).anyMatch(line -> line.contains(" dev.imagecopy.core.operation.InMemoryOperationStore "));
        assertThat(log).noneMatch(line -> line.contains(" com.fasterxml.jackson.databind.ObjectMapper "));
    }

    /** The program wastes what is left below the goal, and a hundredth of the goal beyond it. */
    @Test
    void gate_whenTheGoalIsExceeded_fails() throws Exception {
        double room = Limits.CLASSES - loaded(OursContender.class, Cloud.HUAWEI, List.of());
        int wasted = (int) (room + Limits.CLASSES / 100.0);

        double loaded =
                loaded(WastefulContender.class, Cloud.HUAWEI, List.of("-D" + WastefulContender.CLASSES + "=" + wasted));

        assertThat(wasted).isPositive();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Limits.classes(Cloud.HUAWEI).check(loaded))
                .withMessageContaining("classes");
    }

    private static double loaded(Class<? extends Contender> contender, Cloud cloud, List<String> further)
            throws Exception {
        return (double) LoadedClasses.in(log(contender, cloud, further));
    }

    private static List<String> log(Class<? extends Contender> contender, Cloud cloud, List<String> further)
            throws Exception {
        Path log = folder.resolve("classes.log");
        List<String> options = new ArrayList<>(FLAGS);
        options.addAll(further);
        options.add("-Xlog:class+load:file=" + log);
        try (StubServer server = StubServer.start()) {
            List<String> said = user.run(contender, cloud, server.address(), options, "first");

            assertThat(said).containsExactly(ContenderProcess.FIRST);
        }
        return Files.readAllLines(log);
    }
}
