package dev.imagecopy.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Simulators as parameters: what they are at, and how long they live. */
class SimulatorExtensionTest {
    private static final String FROM_HERE = "simulator-extension-test";

    private URI before;

    @BeforeEach
    void before(@Simulator HuaweiImsSimulator service) {
        before = service.endpoint();
    }

    @AfterEach
    void after(@Simulator HuaweiImsSimulator service) {
        assertThat(service.endpoint()).isEqualTo(before);
    }

    @Test
    void simulator_isStarted_andTheSameForSetUpTestAndTearDown(@Simulator HuaweiImsSimulator service) throws Exception {
        assertThat(service.endpoint()).isEqualTo(before);
        new Socket("localhost", service.endpoint().getPort()).close();
    }

    @Test
    void simulators_ofOneType_areToldApartByName(
            @Simulator HuaweiImsSimulator one, @Simulator("other") HuaweiImsSimulator other) {
        assertThat(one).isNotSameAs(other);
    }

    @Test
    void simulator_withTls_speaksHttps(@Simulator(tls = true) AlibabaEcsSimulator service) {
        assertThat(service.endpoint().getScheme()).isEqualTo("https");
    }

    @Test
    void simulators_areFreshForEachTest_andClosedAfterwards() {
        Kept.SIMULATORS.clear();

        run(Kept.class).assertStatistics(tests -> tests.succeeded(3));

        assertThat(Kept.SIMULATORS).hasSize(3).doesNotHaveDuplicates().allSatisfy(service -> assertThat(
                        refused(service))
                .isTrue());
    }

    @Test
    void constructor_isRefusedWithTheReason() {
        Events tests = run(InConstructor.class);

        tests.assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload().toString())
                        .contains("@Simulator HuaweiImsSimulator is fresh for every test"));
    }

    @Test
    void parameter_thatIsNoSimulator_isRefusedWithTheReason() {
        Events tests = run(NoSimulator.class);

        tests.assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload().toString())
                        .contains("java.lang.String is no simulator with a public static method start(StartOptions)"));
    }

    @Test
    void parameters_ofOneSimulatorWithAndWithoutTls_areRefusedWithTheReason() {
        Events tests = run(MixedTls.class);

        tests.assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload().toString())
                        .contains("@Simulator AlibabaEcsSimulator of this test was started without TLS"));
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(FROM_HERE, "true")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }

    private static boolean refused(HuaweiImsSimulator service) {
        try {
            new Socket("localhost", service.endpoint().getPort()).close();
            return false;
        } catch (ConnectException closed) {
            return true;
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }

    /** Keeps the classes below from running for themselves when a whole folder of tests is asked for. */
    static class OnlyFromHere implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(FROM_HERE).isPresent()
                    ? ConditionEvaluationResult.enabled("run by a test of this file")
                    : ConditionEvaluationResult.disabled("only run by a test of this file");
        }
    }

    @ExtendWith(OnlyFromHere.class)
    static class Kept {
        static final List<HuaweiImsSimulator> SIMULATORS = new ArrayList<>();

        @RepeatedTest(3)
        void keeps(@Simulator HuaweiImsSimulator service) {
            SIMULATORS.add(service);
        }
    }

    @ExtendWith(OnlyFromHere.class)
    static class InConstructor {
        InConstructor(@Simulator HuaweiImsSimulator service) {
            assertThat(service).isNotNull();
        }

        @Test
        void runs() {}
    }

    @ExtendWith(OnlyFromHere.class)
    static class MixedTls {
        @Test
        void runs(@Simulator AlibabaEcsSimulator one, @Simulator(tls = true) AlibabaEcsSimulator same) {
            assertThat(one).isNotSameAs(same);
        }
    }

    @ExtendWith(OnlyFromHere.class)
    static class NoSimulator {
        @Test
        void runs(@Simulator String text) {
            assertThat(text).isNotNull();
        }
    }
}
